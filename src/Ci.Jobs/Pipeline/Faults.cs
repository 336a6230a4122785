using System.Diagnostics;

namespace Ci.Jobs.Pipeline;

/// <summary>
/// Named places where a test can have the server killed, held, slowed or broken: <c>CI_FAULT=point:n:kill|throw|hang|slow</c> acts on the
/// n-th passing of the point; <c>slow</c> holds each from then on for a second, while the file <c>CI_FAULT_WHILE</c> is there. Calls are compiled
/// into Debug builds only, so no released server listens to these variables.
/// </summary>
public static class Faults
{
    private static readonly string[] Wanted = (Environment.GetEnvironmentVariable("CI_FAULT") ?? "").Split(':');
    private static readonly string? While = Environment.GetEnvironmentVariable("CI_FAULT_WHILE");
    private static int passed;

    [Conditional("DEBUG")]
    public static void At(string point)
    {
        if (Wanted is not [var name, var nth, var kind] || name != point) return;
        var after = Interlocked.Increment(ref passed) - int.Parse(nth, System.Globalization.CultureInfo.InvariantCulture);
        if (kind == "slow" && after >= 0 && File.Exists(While)) new ManualResetEventSlim().Wait(TimeSpan.FromSeconds(1));
        if (kind == "slow" || after != 0) return;
        switch (kind)
        {
            case "kill":
                Process.GetCurrentProcess().Kill();
                new ManualResetEventSlim().Wait();
                break;
            case "hang":
                new ManualResetEventSlim().Wait();
                break;
            default:
                throw new InvalidOperationException($"Fault at {point}.");
        }
    }
}
