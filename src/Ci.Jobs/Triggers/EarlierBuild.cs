namespace Ci.Jobs.Triggers;

/// <summary>The newest build of a ref that a push started.</summary>
public sealed record EarlierBuild
{
    public required int Number { get; init; }

    public string? CommitHash { get; init; }

    /// <summary>Its push is known to have come after the one that is asked about, which was told late.</summary>
    public bool IsLater { get; init; }
}
