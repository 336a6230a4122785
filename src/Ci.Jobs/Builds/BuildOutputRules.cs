using System.Globalization;
using System.Text.RegularExpressions;

namespace Ci.Jobs.Builds;

/// <summary>What the output of an image build says about its failure.</summary>
internal static partial class BuildOutputRules
{
    /// <param name="lastLines">The end of the output, oldest first.</param>
    /// <param name="memoryMegabytes">The build's limit.</param>
    public static (string Reason, string NextAction, int? ExitCode) Explain(IReadOnlyList<string> lastLines, int memoryMegabytes)
    {
        var text = string.Join('\n', lastLines);
        if (ExitCode().Matches(text).LastOrDefault() is { } match)
        {
            var code = int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture);
            var command = Command().Matches(text).LastOrDefault()?.Groups["command"].Value;
            var (reason, nextAction) = BuildRules.ExplainExit(code, outOfMemory: code == 137, memoryMegabytes);
            return (command is null ? reason : $"{reason.TrimEnd('.')}: {command}", nextAction, code);
        }

        if (text.Contains("failed to read dockerfile", StringComparison.OrdinalIgnoreCase) || text.Contains("Cannot locate specified Dockerfile", StringComparison.OrdinalIgnoreCase))
        {
            return ("The repository has no such Dockerfile.", "Check directory and Dockerfile in the project's settings.", null);
        }

        var last = lastLines.LastOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? (lastLines.Count > 0 ? lastLines[^1] : "no output");
        return ($"The image build failed: {last.Trim()}", "Read the last lines of the log, fix the cause and push again.", null);
    }

    [GeneratedRegex(@"(exit code:|non-zero code:) (?<code>\d{1,3})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExitCode();

    [GeneratedRegex(@"(command|process) ['""]?(/bin/sh -c )?(?<command>[^\n'""]{1,200})['""]? (returned|did not complete)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();
}
