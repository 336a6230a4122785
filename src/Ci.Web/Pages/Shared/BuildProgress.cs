using Ci.Jobs.Builds;

namespace Ci.Web.Pages.Shared;

/// <summary>How far a running build is, by the time its builds usually take.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="Usual">The usual length; null: not known, so no share can be shown.</param>
/// <param name="Elapsed">Time since the start.</param>
internal sealed record BuildProgress(DateTimeOffset StartedAt, TimeSpan? Usual, TimeSpan Elapsed)
{
    public static BuildProgress? Of(Build build, TimeSpan? usual, DateTimeOffset now) =>
        build is { State: BuildState.Running, StartedAt: { } started } ? new(started, usual, now - started) : null;

    public bool Over => Elapsed > Usual;

    /// <summary>Whole percent, full once it is over the usual time.</summary>
    public int? Percent => Usual is { } usual ? (int)Math.Clamp(100 * Elapsed / usual, 0, 100) : null;

    public string Text => Usual is not { } usual ? Durations.Clock(Elapsed)
        : Over ? $"{Durations.Clock(Elapsed)}, +{Durations.Clock(Elapsed - usual)} over usual"
        : $"{Durations.Clock(Elapsed)} of about {Durations.Clock(usual)}";

    public TimeSpan? Left => Usual is { } usual && !Over ? usual - Elapsed : null;
}
