using System.Text.Json.Serialization;
using Ci.Jobs.Logs;

namespace Ci.Web.Live;

/// <summary>Some lines of a log as browsers get them.</summary>
/// <param name="From">Number of the first line.</param>
/// <param name="Lines">Per line its time in Unix milliseconds, its stream and its text.</param>
/// <param name="Total">Lines of the whole log, as far as it is written.</param>
/// <param name="End">State of the build or deployment once it is over and all lines were told.</param>
internal sealed record LogItem(
    int From, IReadOnlyList<object[]> Lines, int Total, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? End = null)
{
    public static LogItem Of(int from, IReadOnlyList<LogLine> lines, int total, string? end = null) =>
        new(from, [.. lines.Select(line => new object[] { line.At.ToUnixTimeMilliseconds(), Word(line.Stream), line.Text })], total, end);

    private static string Word(LogStream stream) => stream switch
    {
        LogStream.Out => "out",
        LogStream.Err => "err",
        LogStream.Step => "step",
        _ => "note",
    };
}
