namespace Ci.Jobs.Containers;

/// <summary>Labels on our containers, images, volumes and networks. Only what carries ours is ever removed.</summary>
internal static class Labels
{
    public const string Instance = "ci.instance";

    public const string Project = "ci.project";

    /// <summary>What it is: <c>build</c>, <c>slot</c>, <c>release</c>, <c>cache</c>, <c>network</c>.</summary>
    public const string Part = "ci.part";

    /// <summary>Number of the build or deployment it belongs to.</summary>
    public const string Number = "ci.number";
}
