using Ci.Jobs.Builds;

namespace Ci.Jobs.Pipeline;

/// <summary>Reads who waits and who runs.</summary>
public sealed class BuildLines(BuildStore builds, CiJobsOptions options)
{
    public BuildLine Read() => new(builds.Open(), options.BuildWorkers);
}
