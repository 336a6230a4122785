namespace Ci.Jobs.Builds;

/// <summary>What started a build.</summary>
public enum BuildTrigger
{
    Push,
    Manual,
    Rebuild,
    Schedule,
}
