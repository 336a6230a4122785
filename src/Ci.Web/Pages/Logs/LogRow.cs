using System.Text.RegularExpressions;
using Ci.Jobs.Logs;

namespace Ci.Web.Pages.Logs;

/// <summary>One line of a log as the page shows it without a script: text, without its colors.</summary>
internal sealed partial record LogRow(int Number, DateTimeOffset At, string Stream, string Text)
{
    public static LogRow Of(LogLine line) => new(line.Number, line.At, line.Stream.ToString().ToLowerInvariant(), Color().Replace(line.Text, ""));

    [GeneratedRegex(@"\x1b\[[0-9;:]*m", RegexOptions.None, 1000)]
    private static partial Regex Color();
}
