using Ci.Jobs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Storage;
using Ci.Web.Pages.Logs;
using Hangfire;
using Hangfire.Sqlite;
using Hangfire.States;

namespace Ci.Web.Hosting;

/// <summary>
/// Hangfire: its storage and one server per queue, so that no kind of work waits for workers that another kind holds. The product's
/// tables are the truth, so the queue's file may be lost: every open row then gets a new job.
/// </summary>
internal static class JobServers
{
    private static readonly TimeSpan FailedAreKept = TimeSpan.FromDays(1);

    public static void AddJobServers(this IServiceCollection services)
    {
        // Given to whoever asks for it; Hangfire's static storage would be shared by all servers of one process. Another storage goes in here.
        services.AddSingleton(provider => QueueFile.Open(provider.GetRequiredService<DataDirectory>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<JobStorage>(provider => provider.GetRequiredService<SqliteStorage>());
        services.AddSingleton(provider => new QueueIdentity(provider.GetRequiredService<SqliteStorage>().StorageId));
        services.AddHangfire((provider, hangfire) => hangfire
            .UseLogProvider(new JobLogs(provider.GetRequiredService<ILoggerFactory>()))
            .UseJobLogTail(provider)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseFilter(new ExpireFailed(FailedAreKept)));
        services.AddServer(Queues.Builds, provider => provider.GetRequiredService<CiJobsOptions>().BuildWorkers);
        services.AddServer(Queues.Deployments, _ => 4);
        services.AddServer(Queues.Rollbacks, _ => 2);
        services.AddServer(Queues.Upkeep, _ => 1);
    }

    private static void AddServer(this IServiceCollection services, string queue, Func<IServiceProvider, int> workers) => services.AddHangfireServer((provider, server) =>
    {
        server.ServerName = $"{queue}-{Environment.ProcessId}";
        server.Queues = [queue];
        server.WorkerCount = workers(provider);
        server.ShutdownTimeout = TimeSpan.FromSeconds(8);
        server.CancellationCheckInterval = TimeSpan.FromSeconds(1);
    });

    // Hangfire keeps failed jobs for ever; the reason stands in the build's own row, so they may go.
    private sealed class ExpireFailed(TimeSpan keep) : Hangfire.Common.JobFilterAttribute, IApplyStateFilter
    {
        public void OnStateApplied(ApplyStateContext context, Hangfire.Storage.IWriteOnlyTransaction transaction)
        {
            if (context.NewState is FailedState) context.JobExpirationTimeout = keep;
            if (context.NewState is FailedState) transaction.ExpireJob(context.BackgroundJob.Id, keep);
        }

        public void OnStateUnapplied(ApplyStateContext context, Hangfire.Storage.IWriteOnlyTransaction transaction)
        {
        }
    }
}
