using Ci.Jobs.Projects;
using Cronos;

namespace Ci.Jobs.Triggers;

/// <summary>Checks a project's trigger settings before they are kept; a pattern that cannot be used is named.</summary>
public static class TriggerSettingsRules
{
    private const int MaxPatterns = 100, MaxSchedules = 20;

    public static IEnumerable<FieldError> Check(TriggerSettings trigger) =>
    [
        .. Patterns("settings.trigger.branches", trigger.Branches),
        .. Patterns("settings.trigger.tags", trigger.Tags),
        .. Patterns("settings.trigger.paths", trigger.Paths),
        .. Zone(trigger.TimeZone),
        .. Schedules(trigger.Schedules),
    ];

    private static IEnumerable<FieldError> Patterns(string field, IReadOnlyList<string> patterns) => patterns.Count > MaxPatterns
        ? [new(field, $"There are {patterns.Count} patterns: use at most {MaxPatterns}.")]
        : patterns.Where(pattern => GlobRules.Problem(pattern ?? "") is not null)
            .Select(pattern => new FieldError(field, $"Pattern \"{ProjectRules.Shown(pattern ?? "")}\" {GlobRules.Problem(pattern ?? "")}."));

    private static IEnumerable<FieldError> Zone(string zone) => ScheduleRules.Zone(zone) is null
        ? [new("settings.trigger.timeZone", $"There is no time zone \"{ProjectRules.Shown(zone)}\": use an IANA name such as \"Europe/Berlin\".")]
        : [];

    private static IEnumerable<FieldError> Schedules(IReadOnlyList<BuildSchedule> schedules) => schedules.Count > MaxSchedules
        ? [new("settings.trigger.schedules", $"There are {schedules.Count} schedules: use at most {MaxSchedules}.")]
        : schedules.SelectMany(schedule => ProjectRules.Errors(
            Cron(schedule.Cron),
            schedule.Branch is null ? null : ProjectRules.Branch("settings.trigger.schedules", schedule.Branch)));

    private static FieldError? Cron(string cron)
    {
        // Words such as @daily, and fields for seconds, are read by some of those that get the expression and not by others.
        if (cron.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length != 5)
            return new("settings.trigger.schedules", $"Schedule \"{ProjectRules.Shown(cron)}\" has not five fields: write minute, hour, day of month, month and day of week, such as \"30 3 * * 1-5\".");
        try
        {
            CronExpression.Parse(cron);
            return null;
        }
        catch (CronFormatException wrong)
        {
            return new("settings.trigger.schedules", $"Schedule \"{ProjectRules.Shown(cron)}\" cannot be read: {wrong.Message.TrimEnd('.')}. Use five fields such as \"30 3 * * 1-5\".");
        }
    }
}
