namespace Ci.Jobs.Pipeline;

/// <summary>How a timeline grows: one open step at a time, in order.</summary>
public static class StepRules
{
    /// <summary>Ends the open step, if any, and begins another. A step that is taken up again after a restart goes on as it was.</summary>
    public static IReadOnlyList<Step> Begin(IReadOnlyList<Step> steps, string name, DateTimeOffset now)
    {
        if (steps.Count > 0 && steps[^1].Name == name && steps[^1].FinishedAt is null) return steps;
        return [.. End(steps, now, ok: true), new Step(name, now)];
    }

    /// <summary>Ends the open step, if any.</summary>
    public static IReadOnlyList<Step> End(IReadOnlyList<Step> steps, DateTimeOffset now, bool ok, string? detail = null)
    {
        if (steps.Count == 0 || steps[^1].FinishedAt is not null) return steps;
        return [.. steps.Take(steps.Count - 1), steps[^1] with { FinishedAt = now, Ok = ok, Detail = detail ?? steps[^1].Detail }];
    }
}
