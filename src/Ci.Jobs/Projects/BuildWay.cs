namespace Ci.Jobs.Projects;

/// <summary>How a commit becomes a release.</summary>
public enum BuildWay
{
    /// <summary>A command in a build image; its output is laid on a runtime image.</summary>
    Command,

    /// <summary>A Dockerfile, built by BuildKit.</summary>
    Dockerfile,
}
