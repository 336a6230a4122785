namespace Ci.Jobs.Projects;

/// <summary>Which pushes build the project, and what happens when one builds already.</summary>
public sealed record TriggerSettings
{
    /// <summary>Patterns of further branches, such as <c>release/*</c>; the project's own branch is always built.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>Patterns of tags, such as <c>v*</c>; empty: tags start nothing.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Globs of files, one of which must have changed; a leading <c>!</c> leaves files out. Empty: every push counts.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Whether <c>[skip ci]</c> and <c>[ci skip]</c> in the commit's message keep it from being built.</summary>
    public bool SkipWords { get; init; } = true;

    /// <summary>Whether pull requests from the repository's own branches are built. They are never deployed.</summary>
    public bool PullRequests { get; init; }

    public ConcurrencyPolicy Concurrency { get; init; }

    /// <summary>What happens with a commit that a look at the repository finds and no webhook told.</summary>
    public MissedPushes MissedPushes { get; init; } = MissedPushes.Offer;

    public IReadOnlyList<BuildSchedule> Schedules { get; init; } = [];

    /// <summary>IANA name of the zone the schedules are in.</summary>
    public string TimeZone { get; init; } = "UTC";
}
