using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Logs;

/// <summary>The end of a log, and what the viewer needs to follow it.</summary>
/// <param name="Kind"><c>build</c> or <c>deployment</c>.</param>
/// <param name="Project">The project.</param>
/// <param name="Number">Number of the build or deployment.</param>
/// <param name="Rows">The last lines.</param>
/// <param name="Total">All lines there are.</param>
/// <param name="Start">When the build or deployment began; times count from it.</param>
internal sealed record LogView(string Kind, string Project, int Number, IReadOnlyList<LogRow> Rows, int Total, DateTimeOffset Start)
{
    public const int Lines = 200;

    /// <summary>Nobody writes any more.</summary>
    public required bool Over { get; init; }

    /// <summary>Over without a line: there is nothing to view.</summary>
    public bool Silent => Over && Total == 0;

    /// <summary>Where the whole log can be fetched.</summary>
    public string Raw => $"/projects/{Project}/{Kind}s/{Number}/log/raw";

    public string Title => $"Log of {Project} {Kind} #{Number}";

    /// <summary>"0:28.1" after the start.</summary>
    public string Since(LogRow row)
    {
        var after = row.At > Start ? row.At - Start : TimeSpan.Zero;
        return $"{Durations.Clock(after)}.{after.Milliseconds / 100}";
    }
}
