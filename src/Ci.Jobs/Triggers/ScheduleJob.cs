using System.Globalization;
using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Hangfire;
using Hangfire.Server;

namespace Ci.Jobs.Triggers;

/// <summary>Builds a branch's tip when a schedule says so. Hangfire may run it twice; the minute it is due in makes that one build.</summary>
internal sealed class ScheduleJob(ProjectStore projects, BuildStore builds, PipelineSignal signal, TimeProvider time)
{
    [JobDisplayName("Schedule {1} of {0}")]
    [AutomaticRetry(Attempts = 5)]
    public void Run(string project, int number, PerformContext? context)
    {
        if (projects.Find(project) is not { DeletingAt: null } found || number > found.Settings.Trigger.Schedules.Count) return;
        var schedule = found.Settings.Trigger.Schedules[number - 1];
        var due = context?.GetJobParameter<long?>("Time") is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : time.GetUtcNow();
        builds.Add(found, new NewBuild(BuildTrigger.Schedule, $"schedule {schedule.Cron}", schedule.Branch ?? found.Branch)
        {
            RequestKey = string.Create(CultureInfo.InvariantCulture, $"schedule {due.UtcDateTime:yyyy-MM-dd HH:mm} {number}"),
        });
        signal.Wake();
    }
}
