using Ci.Jobs.Storage;
using Ci.Web.Access;

namespace Ci.Web.Hosting;

/// <summary>
/// <c>token --data DIR [--name N] [--role R]</c>: prints a new API token and nothing else. Whoever may write the data directory owns the
/// server, so it asks for no password; it works while the server runs.
/// </summary>
internal static class TokenCommand
{
    public static int Run(IReadOnlyList<string> args, TextWriter output)
    {
        var given = new Arguments(args, "--data", "--name", "--role");
        var role = RoleOf(given["--role"] ?? "admin");
        var name = given["--name"] ?? "command line";
        if (TokenRules.Name(name) is { } wrong) throw new OptionException($"--name: {wrong}");

        var data = given["--data"] ?? Environment.GetEnvironmentVariable("CI_DATA") ?? "data";
        var database = new Database(new DataDirectory(data));
        var (_, text) = new TokenStore(database, TimeProvider.System).Add(name, role, "command line");
        new ActivityStore(database, TimeProvider.System).Add(new Actor("command line", null), "Token.Added", name, Policies.Claim(role));
        output.WriteLine(text);
        return 0;
    }

    private static Role RoleOf(string value) => value switch
    {
        "admin" => Role.Admin,
        "deployer" => Role.Deployer,
        "viewer" => Role.Viewer,
        _ => throw new OptionException($"--role needs admin, deployer or viewer, not \"{value}\"."),
    };
}
