using System.Globalization;
using System.Text.RegularExpressions;

namespace Ci.Jobs.Builds;

/// <summary>What the output of an image build says about its failure.</summary>
internal static partial class BuildOutputRules
{
    private const int Shown = 200;

    /// <param name="lastLines">The end of the output, oldest first.</param>
    /// <param name="memoryMegabytes">The build's limit.</param>
    public static (string Reason, string NextAction, int? ExitCode) Explain(IReadOnlyList<string> lastLines, int memoryMegabytes)
    {
        if (lastLines.Select(line => Failure().Match(line)).LastOrDefault(match => match.Success) is { } match)
        {
            var code = int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture);
            var (reason, nextAction) = BuildRules.ExplainExit(code, outOfMemory: code == 137, memoryMegabytes);
            return ($"{reason.TrimEnd('.')}: {Short(match.Groups["command"].Value)}", nextAction, code);
        }

        var text = string.Join('\n', lastLines);
        if (text.Contains("failed to read dockerfile", StringComparison.OrdinalIgnoreCase) || text.Contains("Cannot locate specified Dockerfile", StringComparison.OrdinalIgnoreCase))
        {
            return ("The repository has no such Dockerfile.", "Check directory and Dockerfile in the project's settings.", null);
        }

        var last = lastLines.LastOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? (lastLines.Count > 0 ? lastLines[^1] : "no output");
        return ($"The image build failed: {last.Trim()}", "Read the last lines of the log, fix the cause and push again.", null);
    }

    private static string Short(string command) => command.Length <= Shown ? command : command[..Shown] + "…";

    // executor failed running [/bin/sh -c make]: exit code: 2
    // ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
    // The command '/bin/sh -c make' returned a non-zero code: 2
    // What a program of the build prints has the step's number in front, so it is never taken for one of these.
    [GeneratedRegex(@"^(executor failed running \[|(ERROR: [^""]{0,100})?process ""|The command ')(/bin/sh -c )?(?<command>.+)(\]:|"" did not complete successfully:|' returned a) (exit|non-zero) code: (?<code>\d{1,5})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Failure();
}
