using System.Globalization;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Deployments;

/// <summary>When a candidate is healthy, when it is given up, and when to ask again.</summary>
public static class HealthRules
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);

    /// <summary>The verdict after the probes so far.</summary>
    /// <param name="probes">Oldest first.</param>
    /// <param name="health">The policy.</param>
    /// <param name="running">How long the container has run.</param>
    public static Verdict Judge(IReadOnlyList<Probe> probes, HealthSettings health, TimeSpan running)
    {
        if (health.Path is null)
        {
            return running.TotalMilliseconds >= health.StayRunningMs ? Verdict.Healthy : Verdict.Pending;
        }

        var row = probes.Reverse().TakeWhile(probe => probe.Ok).Count();
        if (row >= health.HealthyInARow) return Verdict.Healthy;
        return running.TotalMilliseconds >= health.DeadlineMs ? Verdict.Unhealthy : Verdict.Pending;
    }

    /// <summary>
    /// Pause before the next probe: a starting application is asked often at first and then less; one that answers, at its interval.
    /// </summary>
    public static TimeSpan Pause(IReadOnlyList<Probe> probes, HealthSettings health)
    {
        var interval = TimeSpan.FromMilliseconds(health.IntervalMs);
        var unanswered = probes.Count(probe => probe.Code is null);
        if (probes.Count > 0 && probes[^1].Code is not null) return interval;
        var backoff = FirstPause * Math.Pow(1.3, Math.Min(unanswered, 40));
        return backoff < interval ? backoff : interval;
    }

    /// <summary>Why the candidate is not healthy, in one sentence.</summary>
    public static (string Reason, string NextAction) Explain(IReadOnlyList<Probe> probes, HealthSettings health)
    {
        var seconds = (health.DeadlineMs / 1000.0).ToString("0.#", CultureInfo.InvariantCulture);
        if (probes.Count == 0) return ($"No probe of {health.Path} could be made within {seconds} s.", "Look at the server's load and at the Docker engine.");
        var last = probes[^1];
        if (last.Ok)
        {
            return (
                $"{health.Path} did not answer well {health.HealthyInARow} times in a row until the deadline of {seconds} s.",
                "Look at the probes that failed, or raise the deadline or the interval in the settings.");
        }

        if (last.Code is { } code)
        {
            return (
                $"{health.Path} answered {code} until the deadline of {seconds} s; expected {health.ExpectedCodes}.",
                "Read the container's last lines below, fix the cause and push again.");
        }

        return (
            $"{health.Path} gave no answer within {seconds} s: {last.Detail}",
            last.Detail.Contains("refused", StringComparison.OrdinalIgnoreCase)
                ? "Nothing listens on the project's port. Let the application listen on 0.0.0.0 and the port given as PORT, or correct the port in the settings."
                : "Read the container's last lines below, or raise the deadline in the settings if the application starts slowly.");
    }

    /// <summary>Whether <paramref name="code"/> is one of <paramref name="expected"/>, codes and ranges such as <c>200-399,401</c>.</summary>
    public static bool Expects(string expected, int code) => expected
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('-', 2))
        .Any(range => Number(range[0]) <= code && code <= Number(range[^1]));

    // What is no number matches nothing, on either side.
    private static double Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
}
