using Ci.Jobs.Builds;
using Ci.Jobs.Containers;
using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Storage;

namespace Ci.Jobs.Deployments;

/// <summary>
/// What all deployment jobs share: claim the row, do the work under its lease, and bring every way it can go wrong to a state that
/// says why. The live slot is not touched by any of it.
/// </summary>
internal sealed class DeploymentDrive(DeploymentStore deployments, SlotContainer slots, LogFolder logs, Lease lease, TimeProvider time)
{
    /// <param name="deployment">As read.</param>
    /// <param name="job">The Hangfire job it runs in.</param>
    /// <param name="work">What to do; it moves the state on.</param>
    /// <param name="stop">The server stops, or the job was taken away.</param>
    public async Task RunAsync(Deployment deployment, JobContext job, Func<DeploymentRun, CancellationToken, Task> work, CancellationToken stop)
    {
        if (lease.IsAlive(deployment.Owner)) return;
        var owner = lease.Begin();
        try
        {
            if (deployments.Claim(deployment, owner) is not { } claimed) return;
            using var log = logs.Append(new LogKey(claimed.Project, LogKind.Deployment, claimed.Number));
            var run = new DeploymentRun(claimed, deployments, log, time);
            await GuardedAsync(run, job, work, stop);
        }
        finally
        {
            lease.End(owner);
        }
    }

    private async Task GuardedAsync(DeploymentRun run, JobContext job, Func<DeploymentRun, CancellationToken, Task> work, CancellationToken stop)
    {
        using var cancel = new CancelWatch(() => deployments.CanceledBy(run.Deployment.Id), time, stop);
        try
        {
            if (run.Deployment.Attempts > BuildRules.MaxAttempts)
            {
                throw new PipelineException($"The server stopped {BuildRules.MaxAttempts} times during this deployment.", "Look into the server's log, then deploy again.");
            }

            await work(run, cancel.Token);
        }
        catch (LeaseLostException)
        {
        }
        catch (OperationCanceledException) when (cancel.Actor is not null || job.Deleted())
        {
            await GiveUpAsync(run, $"Canceled by {cancel.Actor ?? "somebody in the Hangfire console"}.", "Deploy again when you like; the live release was not touched.");
        }
        catch (OperationCanceledException)
        {
            deployments.Release(run.Deployment);
            throw;
        }
        catch (PipelineException failure)
        {
            await GiveUpAsync(run, failure.Message, failure.NextAction);
        }
        catch (StorageException)
        {
            // Nothing can be written now; the dispatcher takes the row up again when it can.
            throw;
        }
        catch (Exception failure)
        {
            await GiveUpAsync(run, $"The deployment met an unexpected fault: {failure.Message}", "Look into the server's log, then deploy again.");
            throw;
        }
    }

    private async Task GiveUpAsync(DeploymentRun run, string reason, string nextAction)
    {
        var deployment = run.Deployment;
        if (!DeploymentRules.Allows(deployment.State, DeploymentState.Failed)) return;
        if (deployment.Container is { } container)
        {
            try
            {
                run.Save(deployment with { LastOutput = await slots.TailAsync(container, CancellationToken.None) });
                await slots.RemoveAsync(container, TimeSpan.Zero, CancellationToken.None);
            }
            catch (EngineAwayException away)
            {
                run.Tell($"{away.Message} What is left in the slot is removed before its next use.");
            }
        }

        run.Save(run.Deployment with { Owner = null });
        run.Move(DeploymentState.Failed, reason, nextAction);
    }
}
