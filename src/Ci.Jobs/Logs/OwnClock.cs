using System.Globalization;

namespace Ci.Jobs.Logs;

/// <summary>The time as a log writes it; formatted once a millisecond.</summary>
internal sealed class OwnClock(TimeProvider time)
{
    private long millisecond;
    private string text = "";

    /// <summary>Not safe for concurrent use.</summary>
    public string Now()
    {
        var now = time.GetUtcNow();
        var current = now.ToUnixTimeMilliseconds();
        if (current == millisecond) return text;
        millisecond = current;
        return text = now.UtcDateTime.ToString(LogText.OwnTime, CultureInfo.InvariantCulture);
    }
}
