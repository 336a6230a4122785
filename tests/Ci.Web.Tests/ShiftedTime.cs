namespace Ci.Web.Tests;

/// <summary>The system's clock, some time ahead. Timers run as ever.</summary>
public sealed class ShiftedTime : TimeProvider
{
    private TimeSpan ahead;

    public void Advance(TimeSpan by) => ahead += by;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
