using Ci.Jobs.Containers;
using Ci.Jobs.Pipeline;

namespace Ci.Jobs.Deployments;

/// <summary>Hands deployments on from one job to the next.</summary>
internal sealed class DeployFlow(Chain chain, JobQueue queue, DockerConnection docker, SlotSignal signal, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public DockerConnection Docker { get; } = docker;

    /// <summary>After the switch no worker is needed: the watch drains and observes.</summary>
    public void Switched(Deployment deployment)
    {
        chain.Free(deployment);
        signal.Wake();
    }

    public void HandOn(Deployment deployment, JobContext job) => chain.HandOn(deployment, queue.Reference(job.JobId));
}
