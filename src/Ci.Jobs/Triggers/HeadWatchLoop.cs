using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ci.Jobs.Triggers;

/// <summary>Looks at every project's repository at the start, because of what was pushed meanwhile, and every few minutes, not at the same time everywhere.</summary>
internal sealed class HeadWatchLoop(HeadWatch watch, ProjectStore projects, CiJobsOptions options, TimeProvider time, ILogger<HeadWatch> log) : BackgroundService
{
    private const int Together = 2;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        if (options.LookInterval <= TimeSpan.Zero) return;
        try
        {
            await LookAllAsync(grace: TimeSpan.Zero, stoppingToken);
            while (true)
            {
                await Task.Delay(options.LookInterval * (0.8 + (0.4 * Random.Shared.NextDouble())), time, stoppingToken);
                await LookAllAsync(Grace, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private Task LookAllAsync(TimeSpan grace, CancellationToken stop) => Parallel.ForEachAsync(
        Wanted(), new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = stop }, async (project, token) =>
        {
            try
            {
                foreach (var missed in await watch.LookAsync(project, grace, token)) Log.Missed(log, project.Name, missed.Ref, missed.Commit, missed.Recorded.Reason);
            }
            catch (Exception failure) when (failure is PipelineException or StorageException or IOException or UnauthorizedAccessException)
            {
                Log.LookFailed(log, project.Name, failure.Message);
            }
        });

    private List<Project> Wanted()
    {
        try
        {
            return [.. projects.List().Where(project => project.DeletingAt is null && project.Settings.Trigger.MissedPushes != MissedPushes.Ignore)];
        }
        catch (StorageException failure)
        {
            Log.LookFailed(log, "projects", failure.Message);
            return [];
        }
    }
}
