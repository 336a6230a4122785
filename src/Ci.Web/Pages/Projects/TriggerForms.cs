using Ci.Jobs.Projects;

namespace Ci.Web.Pages.Projects;

/// <summary>Between the trigger section of a form and a project's trigger settings, both ways.</summary>
internal static class TriggerForms
{
    private static readonly TriggerSettings Default = new();

    public static TriggerSettings Read(ProjectForm form, List<FieldError> errors) => new()
    {
        Branches = Lines(form.Branches),
        Tags = Lines(form.Tags),
        Paths = Lines(form.Paths),
        SkipWords = form.SkipWords,
        PullRequests = form.PullRequests,
        Concurrency = Choice(form.Concurrency, Default.Concurrency),
        MissedPushes = Choice(form.MissedPushes, Default.MissedPushes),
        Schedules = ScheduleLines.Read(nameof(form.Schedules), form.Schedules, errors),
        TimeZone = string.IsNullOrWhiteSpace(form.TimeZone) ? Default.TimeZone : form.TimeZone.Trim(),
    };

    public static void Write(TriggerSettings trigger, ProjectForm form)
    {
        form.Branches = Text(trigger.Branches);
        form.Tags = Text(trigger.Tags);
        form.Paths = Text(trigger.Paths);
        form.SkipWords = trigger.SkipWords;
        form.PullRequests = trigger.PullRequests;
        form.Concurrency = trigger.Concurrency.ToString();
        form.MissedPushes = trigger.MissedPushes.ToString();
        form.Schedules = ScheduleLines.Text(trigger.Schedules);
        form.TimeZone = trigger.TimeZone;
    }

    private static string Text(IReadOnlyList<string> patterns) => string.Join('\n', patterns);

    private static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static T Choice<T>(string? text, T otherwise) where T : struct, Enum => Enum.TryParse<T>(text, out var choice) && Enum.IsDefined(choice) ? choice : otherwise;
}
