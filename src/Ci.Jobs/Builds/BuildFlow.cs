using Ci.Jobs.Pipeline;
using Ci.Jobs.Releases;

namespace Ci.Jobs.Builds;

/// <summary>Hands builds on: to their deployment, and the project's place to its next build.</summary>
internal sealed class BuildFlow(Chain chain, JobQueue queue, PipelineSignal signal)
{
    public void Succeed(Build build, ReleaseImage image, JobContext job)
    {
        chain.Succeed(build, image, queue.Reference(job.JobId));
        signal.Wake();
    }

    public void Ended() => signal.Wake();
}
