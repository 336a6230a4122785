using System.Text.RegularExpressions;

namespace Ci.Demo;

/// <summary>The table of the three pushes and where to look next.</summary>
internal static partial class Ending
{
    public static void Print(IReadOnlyList<PushResult> story, Stage stage)
    {
        Console.WriteLine();
        Row("push", "commit", "build", "deployment", "push -> live", "served", "requests", "failed", "");
        foreach (var push in story)
            Row(push.Title, push.Commit[..8], push.Build.State, push.Deployment?.State ?? "none", Step.Seconds(push.Took),
                $"version {push.ServedVersion}", $"{push.Requests}", $"{push.Failures.Count}", push.IsAsExpected ? "ok" : "NOT AS EXPECTED");

        Console.WriteLine($"""

              Application  {stage.ApplicationUrl}
              Console      {stage.Server.ConsoleUrl}
              First admin  {SetupUrl(stage)}
            """);
    }

    private static void Row(params string[] cells)
    {
        int[] widths = [18, 9, 10, 11, 12, 10, 8, 6, 0];
        Console.WriteLine("  " + string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>The server prints the address with its one-time token once, when it starts without an admin.</summary>
    private static string SetupUrl(Stage stage) =>
        SetupAddress().Match(stage.Server.Output) is { Success: true } found ? found.Value : "see the setup address in the server's log";

    [GeneratedRegex(@"https?://\S*setup[^\s""']*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SetupAddress();
}
