using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;

namespace Ci.Web.Pages.Projects;

/// <summary>One schedule with the times it builds next.</summary>
/// <param name="Schedule">As it is typed.</param>
/// <param name="Branch">What it builds.</param>
/// <param name="Next">With the zone's offset; empty when it never comes.</param>
internal sealed record ScheduleTimes(BuildSchedule Schedule, string Branch, IReadOnlyList<DateTimeOffset> Next)
{
    private const int Shown = 5;

    /// <summary>Those of a form that can be read; what is wrong with the others stands at their field.</summary>
    public static IReadOnlyList<ScheduleTimes> Of(ProjectForm form, DateTimeOffset now)
    {
        var trigger = TriggerForms.Read(form, []);
        if (ScheduleRules.Zone(trigger.TimeZone) is null) return [];
        return
        [
            .. trigger.Schedules
                .Where(schedule => !TriggerSettingsRules.Check(new TriggerSettings { Schedules = [schedule] }).Any())
                .Select(schedule => new ScheduleTimes(schedule, schedule.Branch ?? form.Branch?.Trim() ?? "", ScheduleRules.Next(schedule.Cron, trigger.TimeZone, now, Shown))),
        ];
    }
}
