namespace Ci.Jobs.Triggers;

/// <summary>What the path patterns say of a change.</summary>
/// <param name="Matches">At least one file counts.</param>
/// <param name="Changed">Number of changed files.</param>
/// <param name="Counting">Number of those that count.</param>
/// <param name="Files">Some of them, those that count first.</param>
public sealed record PathVerdict(bool Matches, int Changed, int Counting, IReadOnlyList<PathMatch> Files)
{
    /// <summary>Those that were asked, because a project's may be others by the time they are shown.</summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];
}
