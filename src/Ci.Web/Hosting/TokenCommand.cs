namespace Ci.Web.Hosting;

/// <summary><c>token --data DIR</c>: prints a new API token and nothing else.</summary>
internal static class TokenCommand
{
    public static int Run(IReadOnlyList<string> args, TextWriter output)
    {
        _ = new Arguments(args, "--data", "--name", "--role");
        output.WriteLine();
        return 0;
    }
}
