namespace Ci.Jobs.Deployments;

/// <summary>The two places a release runs.</summary>
public static class Slots
{
    public const string Blue = "blue";

    public const string Green = "green";

    /// <summary>The slot that is not <paramref name="live"/>; blue when nothing is live.</summary>
    public static string Idle(string? live) => live == Blue ? Green : Blue;
}
