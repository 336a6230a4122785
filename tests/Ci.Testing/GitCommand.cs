using System.Text;
using CliWrap;

namespace Ci.Testing;

/// <summary>Runs git with a fixed author and nothing of the machine's or the person's own configuration.</summary>
public static class GitCommand
{
    private static readonly Dictionary<string, string?> Isolated = new(StringComparer.Ordinal)
    {
        ["GIT_CONFIG_GLOBAL"] = "/dev/null",
        ["GIT_CONFIG_NOSYSTEM"] = "1",
        ["GIT_TERMINAL_PROMPT"] = "0",
        ["GIT_ASKPASS"] = "/bin/false",
        ["GIT_AUTHOR_NAME"] = "Ada Tester",
        ["GIT_AUTHOR_EMAIL"] = "ada@example.test",
        ["GIT_COMMITTER_NAME"] = "Ada Tester",
        ["GIT_COMMITTER_EMAIL"] = "ada@example.test",
    };

    /// <summary>Runs git in <paramref name="folder"/> and returns what it printed, trimmed.</summary>
    /// <exception cref="InvalidOperationException">git failed; the message holds what it said.</exception>
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var output = new StringBuilder();
        var errors = new StringBuilder();
        var result = await Cli.Wrap("git")
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Isolated)
            .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
            .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        return result.ExitCode == 0
            ? output.ToString().Trim()
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} ended with {result.ExitCode}: {errors}");
    }
}
