using System.Globalization;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Hangfire;
using Hangfire.Storage;

namespace Ci.Jobs.Triggers;

/// <summary>Keeps Hangfire's recurring jobs as the projects' settings say. A time that passed while no server ran is made up for once.</summary>
internal sealed class Schedules(ProjectStore projects, IRecurringJobManager recurring, JobStorage storage)
{
    private const string Mark = "schedule/";

    public void Write()
    {
        var wanted = projects.List().Where(project => project.DeletingAt is null).SelectMany(Of).ToDictionary(one => one.Id, StringComparer.Ordinal);
        using var connection = storage.GetReadOnlyConnection();
        var present = connection.GetRecurringJobs().Where(job => job.Id.StartsWith(Mark, StringComparison.Ordinal)).ToDictionary(job => job.Id, StringComparer.Ordinal);
        foreach (var gone in present.Keys.Except(wanted.Keys, StringComparer.Ordinal)) recurring.RemoveIfExists(gone);
        foreach (var (id, project, number, cron, zone) in wanted.Values.Where(one => present.GetValueOrDefault(one.Id) is not { } job || job.Cron != one.Cron || job.TimeZoneId != one.Zone.Id))
        {
            recurring.AddOrUpdate<ScheduleJob>(id, Queues.Upkeep, job => job.Run(project, number, null), cron, new RecurringJobOptions { TimeZone = zone, MisfireHandling = MisfireHandlingMode.Relaxed });
        }
    }

    private static IEnumerable<(string Id, string Project, int Number, string Cron, TimeZoneInfo Zone)> Of(Project project) => project.Settings.Trigger.Schedules.Select((schedule, index) => (
        string.Create(CultureInfo.InvariantCulture, $"{Mark}{project.Name}/{index + 1}"),
        project.Name,
        index + 1,
        schedule.Cron,
        ScheduleRules.Zone(project.Settings.Trigger.TimeZone) ?? TimeZoneInfo.Utc));
}
