namespace Ci.Jobs.Builds;

/// <summary>What is known of a build when it is asked for.</summary>
/// <param name="Trigger">What started it.</param>
/// <param name="Actor">Who started it.</param>
/// <param name="Branch">Name of the branch or tag the commit must be on, as people write it.</param>
/// <param name="Commit">Full hash; null for the ref's tip.</param>
/// <param name="Message">First line of the commit message, where the push told it.</param>
/// <param name="Author">Author of the commit, likewise.</param>
/// <param name="DeliveryId">Delivery it comes from; at most one build per project, delivery and ref.</param>
public sealed record NewBuild(
    BuildTrigger Trigger, string Actor, string Branch, string? Commit = null, string? Message = null, string? Author = null, long? DeliveryId = null)
{
    /// <summary>The same commit again, for somebody who asks for it.</summary>
    public static NewBuild Again(Build build, string actor) => new(BuildTrigger.Rebuild, actor, build.Branch, build.CommitHash, build.CommitMessage, build.CommitAuthor)
    {
        Ref = build.Ref,
        Deploys = build.Deploys,
    };

    /// <summary>The full ref that is fetched.</summary>
    public string Ref { get; init; } = "refs/heads/" + Branch;

    /// <summary>Where the ref stood before the push, where that is told.</summary>
    public string? Before { get; init; }

    /// <summary>Whether it makes a release that goes live.</summary>
    public bool Deploys { get; init; } = true;

    /// <summary>A client's word for this request: a second one with the same word is the same build.</summary>
    public string? RequestKey { get; init; }
}
