using Ci.Jobs.Deployments;

namespace Ci.Web.Pages.SlotView;

/// <summary>The proxy and its two slots. Blue is always on top.</summary>
internal sealed record SlotPicture(SlotCard Blue, SlotCard Green, NextStep Next, string Address, int Open, int Sockets)
{
    public static SlotPicture Of(SlotFacts facts, string address, Func<DateTimeOffset, string> clock)
    {
        var (blue, green) = (SlotCards.Of(Slots.Blue, facts), SlotCards.Of(Slots.Green, facts));
        return new(
            blue, green, NextSteps.Of(facts, blue, green, clock), address,
            facts.Numbers.Values.Sum(n => n.InFlight), facts.Numbers.Values.Sum(n => n.Sockets));
    }

    public SlotCard? Live => Blue.Role == SlotRole.Live ? Blue : Green.Role == SlotRole.Live ? Green : null;
}
