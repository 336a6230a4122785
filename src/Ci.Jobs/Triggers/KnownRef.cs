namespace Ci.Jobs.Triggers;

/// <summary>Where a ref of a project stands by what was told and built, without a look at it.</summary>
internal sealed record KnownRef
{
    public required string Ref { get; init; }

    /// <summary>Commit that the last delivery told; null when none did.</summary>
    public string? Told { get; init; }

    /// <summary>That delivery.</summary>
    public long DeliveryId { get; init; }

    /// <summary>Commit of the last build that makes a release; null when there is none.</summary>
    public string? Built { get; init; }

    /// <summary>That build.</summary>
    public int BuildNumber { get; init; }
}
