namespace Ci.Web.Proxy;

internal static class Claim
{
    /// <summary>Claims the slot that is live now. Null: nothing is live.</summary>
    /// <param name="state">Passed to <paramref name="live"/>.</param>
    /// <param name="live">Reads the route table.</param>
    /// <param name="refused">A slot not to be tried again.</param>
    public static SlotTarget? Take<TState>(TState state, Func<TState, SlotTarget?> live, SlotTarget? refused = null)
    {
        while (live(state) is { } target && target != refused)
        {
            if (target.Gate.TryEnter()) return target;
            // A drain begins after the table has changed, so reading it again finds the new slot, never this one.
            refused = target;
        }

        return null;
    }
}
