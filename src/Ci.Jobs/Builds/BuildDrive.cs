using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Storage;

namespace Ci.Jobs.Builds;

/// <summary>Drives a claimed build to its end, and brings every way it can go wrong to a state that says why.</summary>
internal sealed class BuildDrive(BuildStore builds, BuildSteps steps, BuildFlow flow, LogFolder logs, TimeProvider time)
{
    public async Task RunAsync(Build build, JobContext job, CancellationToken stop)
    {
        using var log = logs.Append(new LogKey(build.Project, LogKind.Build, build.Number));
        using var cancel = new CancelWatch(() => builds.CanceledBy(build.Id), time, stop);
        var run = new BuildRun(build, builds, log, time);
        try
        {
            if (build.Attempts > BuildRules.MaxAttempts)
            {
                throw new PipelineException($"The server stopped {BuildRules.MaxAttempts} times during this build.", "Look into the server's log, then build again.");
            }

            if (build.Attempts > 1) run.Tell($"The server was restarted; the build goes on (attempt {build.Attempts}).");
            var image = await steps.MakeAsync(run, cancel.Token);
            run.Tell(build.Deploys ? $"Made release #{build.Number}, image {image.Id[..19]}." : "The pull request builds. Its image is not kept.");
            log.Flush();
            Faults.At("release-made");
            flow.Succeed(run.Build, image, job);
        }
        catch (LeaseLostException)
        {
            return;
        }
        catch (SupersededException newer)
        {
            await EndAsync(run, BuildState.Superseded, newer.Message, newer.NextAction);
        }
        catch (SkippedException skipped)
        {
            await EndAsync(run, BuildState.Skipped, skipped.Message, "Build it by hand if you want this commit all the same.", skipped: skipped);
        }
        catch (OperationCanceledException) when (cancel.Actor is not null || job.Deleted())
        {
            await EndAsync(run, BuildState.Canceled, $"Canceled by {cancel.Actor ?? "somebody in the Hangfire console"}.", "Build again when you like.");
        }
        catch (OperationCanceledException)
        {
            run.Tell("The server stops; the build goes on when it is back.");
            builds.Release(run.Build);
            throw;
        }
        catch (PipelineException failure)
        {
            await EndAsync(run, BuildState.Failed, failure.Message, failure.NextAction, failure.ExitCode);
            throw new BuildFailedException(failure.Message);
        }
        catch (StorageException)
        {
            // Nothing can be written now; the dispatcher takes the row up again when it can.
            throw;
        }
        catch (Exception failure)
        {
            await EndAsync(run, BuildState.Failed, $"The build met an unexpected fault: {failure.Message}", "Look into the server's log, then build again.");
            throw;
        }

        Faults.At("build-finished");
        await steps.CleanAsync(run, CancellationToken.None);
    }

    private async Task EndAsync(BuildRun run, BuildState state, string reason, string nextAction, int? exitCode = null, SkippedException? skipped = null)
    {
        // What still runs is stopped before the row says that it is over. A container that ended by itself holds the exit code: it
        // stays until that is written, or a server that is killed in between would build all of it again.
        if (exitCode is null) await steps.CleanAsync(run, CancellationToken.None);
        Faults.At("build-failed");
        run.Tell($"{state}: {reason} {nextAction}");
        run.Log.Flush();
        if (skipped is null) builds.Finish(run.Build, state, reason, nextAction, exitCode);
        else flow.Skip(run.Build, skipped, nextAction);
        flow.Ended();
        if (exitCode is not null) await steps.CleanAsync(run, CancellationToken.None);
    }
}
