using System.Globalization;
using System.Net;
using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Testing;
using Ci.Web.Hosting;
using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Ci.EndToEnd.Tests.Pipeline;

/// <summary>Schedules are Hangfire's recurring jobs, kept as the projects' settings say.</summary>
public sealed class ScheduleTests : IAsyncDisposable
{
    private const string Job = "schedule/nightly/1", Rare = "30 3 1 1 *";
    private readonly TemporaryFolder data = new("schedules");
    private Server? server;

    [Fact]
    public async Task A_schedule_builds_the_branchs_tip()
    {
        await using var whole = await InProcessServer.StartAsync();
        using var repository = await whole.Git.CreateRepositoryAsync("nightly");
        var commit = await repository.CommitAsync("index.html", "one", "First");
        await repository.PushAsync();
        whole.AddProject("nightly", repository, new()
        {
            Trigger = new() { Schedules = [new() { Cron = Rare }], MissedPushes = MissedPushes.Ignore },
            Build = new() { Image = TestEngine.SmallImage, Command = "mkdir -p dist && cp index.html dist/", OutputDirectory = "dist" },
            Run = new() { Image = TestEngine.SmallImage, Command = "exec httpd -f -p 8080 -h /app" },
        });
        await RecursAsync(whole.Get<JobStorage>(), job => job is not null);

        whole.Get<IRecurringJobManager>().Trigger(Job);

        var build = await whole.BuildEndedAsync("nightly", 1);
        Assert.Equal((BuildState.Succeeded, BuildTrigger.Schedule, commit, $"schedule {Rare}"), (build.State, build.Trigger, build.CommitHash, build.Actor));
    }

    [Fact]
    public async Task Two_runs_in_one_minute_are_one_build()
    {
        await StartAsync();
        Add(Rare);
        await RecursAsync(Storage, job => job is not null);
        await EarlyInAMinuteAsync();

        Manager.Trigger(Job);
        Manager.Trigger(Job);

        await RanAsync(2);
        Assert.Equal([1], Builds.List(null, 10).Select(build => build.Number));
    }

    [Fact]
    public async Task A_changed_schedule_changes_its_job_and_a_removed_one_removes_it()
    {
        await StartAsync();
        var project = Add(Rare);
        await RecursAsync(Storage, job => job is { Cron: Rare, TimeZoneId: "UTC", NextExecution: not null });

        Change(project, new() { Schedules = [new() { Cron = "0 4 * * *" }, new() { Cron = "0 0 31 2 *" }], TimeZone = "Europe/Berlin" });
        await RecursAsync(Storage, job => job is { Cron: "0 4 * * *", TimeZoneId: "Europe/Berlin" });
        await CountAsync(2);
        Change(project, new() { Schedules = [new() { Cron = "0 4 * * *" }] });
        await RecursAsync(Storage, job => job is { TimeZoneId: "UTC" });
        await CountAsync(1);
        Change(project, new());

        await RecursAsync(Storage, job => job is null);
    }

    [Fact]
    public async Task A_deleted_project_has_no_schedule_any_more()
    {
        await StartAsync();
        Add(Rare);
        await RecursAsync(Storage, job => job is not null);

        server!.Services.GetRequiredService<ProjectStore>().MarkDeleting("nightly", "ann");

        await RecursAsync(Storage, job => job is null);
    }

    [Fact]
    public async Task Times_that_passed_while_no_server_ran_are_made_up_for_once()
    {
        await StartAsync();
        Add("30 3 * * *");
        await RecursAsync(Storage, job => job is not null);
        await StopAsync();
        await LastRunAsync(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-3));

        await StartAsync();

        await RecursAsync(Storage, job => job?.NextExecution > TimeProvider.System.GetUtcNow().UtcDateTime);
        await RanAsync(1);
        Assert.Equal((1, BuildTrigger.Schedule), Assert.Single(Builds.List(null, 10).Select(build => (build.Number, build.Trigger))));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        data.Dispose();
    }

    private JobStorage Storage => server!.Services.GetRequiredService<JobStorage>();

    private IRecurringJobManager Manager => server!.Services.GetRequiredService<IRecurringJobManager>();

    private BuildStore Builds => server!.Services.GetRequiredService<BuildStore>();

    // Builds are made and wait: what starts them is all that is asked here.
    private async Task StartAsync() => server = await Server.StartAsync(
        new() { Data = data.Path, Console = new IPEndPoint(IPAddress.Loopback, 0), Proxy = new IPEndPoint(IPAddress.Loopback, 0) },
        services => services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(DispatcherLoop))));

    private async Task StopAsync()
    {
        if (server is not null) await server.DisposeAsync();
        server = null;
    }

    private Project Add(string cron) => server!.Services.GetRequiredService<ProjectStore>().Add(
        "nightly", "https://127.0.0.1:1/acme/nightly.git", "main", new() { Trigger = new() { Schedules = [new() { Cron = cron }], MissedPushes = MissedPushes.Ignore } }, "ann")!;

    private void Change(Project project, TriggerSettings trigger) =>
        server!.Services.GetRequiredService<ProjectStore>().Change(project.Name, project.RepositoryUrl, project.Branch, new() { Trigger = trigger with { MissedPushes = MissedPushes.Ignore } });

    /// <summary>Makes the queue believe that the job's last run, and the time after it, are so long ago.</summary>
    private async Task LastRunAsync(DateTime at)
    {
        var provider = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var __ = provider.ConfigureAwait(false);
        using var storage = QueueFile.Open(new Ci.Jobs.Storage.DataDirectory(data.Path), provider.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>());
        using var connection = storage.GetConnection();
        using var change = connection.CreateWriteTransaction();
        change.SetRangeInHash($"recurring-job:{Job}", new Dictionary<string, string>
        {
            ["CreatedAt"] = JobHelper.SerializeDateTime(at), ["LastExecution"] = JobHelper.SerializeDateTime(at), ["NextExecution"] = JobHelper.SerializeDateTime(at.AddDays(1)),
        });
        change.AddToSet("recurring-jobs", Job, JobHelper.ToTimestamp(at.AddDays(1)));
        change.Commit();
    }

    private static Task RecursAsync(JobStorage storage, Func<RecurringJobDto?, bool> as_wanted) =>
        Eventually.TrueAsync(() => Task.FromResult(as_wanted(Jobs(storage).Find(job => job.Id == Job))), "the recurring job to be as the settings say", TimeSpan.FromSeconds(40));

    private Task CountAsync(int count) => Eventually.TrueAsync(() => Task.FromResult(Jobs(Storage).Count == count), $"{count} recurring jobs");

    private static List<RecurringJobDto> Jobs(JobStorage storage)
    {
        using var connection = storage.GetReadOnlyConnection();
        return connection.GetRecurringJobs();
    }

    private Task RanAsync(long times) => Eventually.TrueAsync(
        () => Task.FromResult(Storage.GetMonitoringApi().GetStatistics().Succeeded >= times), string.Create(CultureInfo.InvariantCulture, $"{times} runs"), TimeSpan.FromSeconds(40));

    private static Task EarlyInAMinuteAsync() => Eventually.TrueAsync(
        () => Task.FromResult(TimeProvider.System.GetUtcNow().Second < 40), "a minute to begin", TimeSpan.FromSeconds(40));
}
