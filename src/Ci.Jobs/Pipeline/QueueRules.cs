using System.Globalization;
using Ci.Jobs.Builds;

namespace Ci.Jobs.Pipeline;

/// <summary>Why a build waits. A project builds one commit at a time, and all projects share the workers; a waiting build holds none.</summary>
public static class QueueRules
{
    private const int Named = 4;

    /// <param name="build">Any build.</param>
    /// <param name="open">The open builds of all projects, oldest first.</param>
    /// <param name="workers">How many builds can run at a time.</param>
    /// <returns>Null when it does not wait.</returns>
    public static QueuePlace? PlaceOf(Build build, IReadOnlyList<Build> open, int workers)
    {
        if (build.State != BuildState.Queued) return null;
        var ahead = open
            .Where(other => other.ProjectId == build.ProjectId && other.Environment == build.Environment && other.Id != build.Id)
            .Where(other => other.State == BuildState.Running || other.Number < build.Number)
            .OrderBy(other => other.State != BuildState.Running)
            .ToList();
        return new QueuePlace(ahead.Count + 1, ahead.Count > 0 ? ahead[^1] : null, [.. open.Where(other => other.State == BuildState.Running)], workers);
    }

    /// <summary>"2nd in line, after shop #42", "Waits for a free worker: 2 of 2 are busy (shop #42, api #7)".</summary>
    public static string Tell(QueuePlace place) =>
        place.After is { } after ? $"{Ordinal(place.Place)} in line, after {Name(after)}"
        : place.Busy.Count < place.Workers ? "Starts as soon as a worker takes it"
        : $"Waits for a free worker: {Number(place.Workers)} of {Number(place.Workers)} {(place.Workers == 1 ? "is" : "are")} busy ({Names(place.Busy)})";

    /// <summary>The same for a build of which only the row is at hand; null when it does not wait.</summary>
    public static string? WaitsFor(Build build, IReadOnlyList<Build> open, int workers) => PlaceOf(build, open, workers) is { } place ? Tell(place) : null;

    private static string Names(IReadOnlyList<Build> busy) =>
        string.Join(", ", busy.Take(Named).Select(Name)) + (busy.Count > Named ? $" and {Number(busy.Count - Named)} more" : "");

    private static string Name(Build build) => $"{build.Project} #{Number(build.Number)}";

    private static string Ordinal(int place) => Number(place) + (place % 100 is 11 or 12 or 13 ? "th" : (place % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" });

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
