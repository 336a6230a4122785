using Ci.Jobs.Projects;

namespace Ci.Web.Pages.Projects;

/// <summary>Schedules as lines: five fields of a cron expression, then the branch if it is not the project's.</summary>
internal static class ScheduleLines
{
    private const int Fields = 5;

    public static string Text(IReadOnlyList<BuildSchedule> schedules) =>
        string.Join('\n', schedules.Select(schedule => schedule.Branch is null ? schedule.Cron : $"{schedule.Cron}  {schedule.Branch}"));

    /// <param name="field">Where errors belong.</param>
    /// <param name="text">Lines; empty ones are skipped.</param>
    /// <param name="errors">Gets one sentence for each line that is no schedule.</param>
    public static IReadOnlyList<BuildSchedule> Read(string field, string? text, List<FieldError> errors)
    {
        var schedules = new List<BuildSchedule>();
        foreach (var (number, line) in (text ?? "").Split('\n', StringSplitOptions.TrimEntries).Index().Where(line => line.Item.Length > 0))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is Fields or Fields + 1) schedules.Add(new() { Cron = string.Join(' ', words.Take(Fields)), Branch = words.ElementAtOrDefault(Fields) });
            else errors.Add(new(field, $"Line {number + 1} has {words.Length} parts: write five fields (minute, hour, day, month, day of week) and if wanted a branch, such as \"30 3 * * 1-5  main\"."));
        }

        return schedules;
    }
}
