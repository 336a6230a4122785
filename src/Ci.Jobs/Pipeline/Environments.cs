namespace Ci.Jobs.Pipeline;

/// <summary>Where a project's releases run. One today; keys have room for more.</summary>
public static class Environments
{
    public const string Production = "production";
}
