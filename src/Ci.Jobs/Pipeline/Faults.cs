using System.Diagnostics;

namespace Ci.Jobs.Pipeline;

/// <summary>
/// Named places where a test can have the server killed, held, slowed or broken: <c>CI_FAULT=point:n:kill|throw|hang|delay</c> acts on the
/// n-th passing of the point; a delay holds this one and the seven after it for a second each. Calls are compiled into Debug builds only, so no released server listens to that variable.
/// </summary>
public static class Faults
{
    private static readonly string[] Wanted = (Environment.GetEnvironmentVariable("CI_FAULT") ?? "").Split(':');
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);
    private const int Delayed = 8;
    private static int passed;

    [Conditional("DEBUG")]
    public static void At(string point)
    {
        if (Wanted is not [var name, var nth, var kind] || name != point) return;
        var after = Interlocked.Increment(ref passed) - int.Parse(nth, System.Globalization.CultureInfo.InvariantCulture);
        if (kind == "delay" && after is >= 0 and < Delayed) new ManualResetEventSlim().Wait(Delay);
        if (kind == "delay" || after != 0) return;
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
