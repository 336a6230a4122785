using Ci.Jobs.Pipeline;
using Ci.Jobs.Releases;
using Ci.Jobs.Triggers;

namespace Ci.Jobs.Builds;

/// <summary>Hands builds on: to their deployment, and the project's place to its next build.</summary>
internal sealed class BuildFlow(Chain chain, JobQueue queue, VerdictStore verdicts, PipelineSignal signal)
{
    public void Succeed(Build build, ReleaseImage image, JobContext job)
    {
        if (build.Deploys) chain.Succeed(build, image, queue.Reference(job.JobId));
        else chain.SucceedAlone(build);
        signal.Wake();
    }

    public void Skip(Build build, SkippedException skipped, string nextAction) => verdicts.Skip(build, skipped.Steps, skipped.Message, nextAction);

    public void Ended() => signal.Wake();
}
