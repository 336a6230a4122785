using Ci.Jobs.Deployments;
using Ci.Web.Pages.SlotView;

namespace Ci.Web.Tests.Pages;

public sealed class SlotPictureTests
{
    private static readonly Deployment Live41 = Sample.Deployment(30, DeploymentState.Live, Slots.Blue, 41);

    [Fact]
    public void A_candidate_stands_beside_the_live_release_and_the_line_says_what_is_missing()
    {
        var picture = Picture([Sample.Deployment(31, DeploymentState.CheckingHealth, Slots.Green, 42), Live41], probes: [(31, 503), (31, 200), (31, 200)]);

        Assert.Equal((SlotRole.Live, SlotRole.Candidate), (picture.Blue.Role, picture.Green.Role));
        Assert.Equal((2, 3), (picture.Green.Good, picture.Green.Needed));
        Assert.Equal("Traffic moves to green #42 after 1 more good answer. Deadline 14:26:24, until then blue #41 stays live.", Sentence(picture));
        Assert.True(picture.Next.CanCancel);
    }

    [Fact]
    public void The_previous_release_counts_down_while_the_new_one_is_watched()
    {
        var previous = Sample.Deployment(30, DeploymentState.Retired, Slots.Blue, 41) with { WarmUntil = Sample.Now.AddMinutes(4) };

        var picture = Picture([Sample.Deployment(31, DeploymentState.Live, Slots.Green, 42), previous]);

        Assert.Equal((SlotRole.Previous, SlotRole.Live), (picture.Blue.Role, picture.Green.Role));
        Assert.Equal("Warm, 4 min left", picture.Blue.Health!.Word);
        Assert.Equal("Watching green #42 until 14:33:24. Above 5 % 5xx, traffic goes back to blue #41 by itself.", Sentence(picture));
        Assert.Equal(41, picture.Next.BackTo);
    }

    [Fact]
    public void The_route_table_decides_who_is_live_whatever_the_states_say()
    {
        var picture = Picture([Sample.Deployment(31, DeploymentState.Switched, Slots.Green, 42), Live41], routed: 30);

        Assert.Equal(SlotRole.Live, picture.Blue.Role);
    }

    [Fact]
    public void After_a_rollback_the_other_slot_says_what_it_held()
    {
        var picture = Picture([Sample.Deployment(31, DeploymentState.RolledBack, Slots.Green, 42), Live41]);

        Assert.Equal(("RETIRED", "rolled back", "Not running"), (picture.Green.Word, picture.Green.Verb, picture.Green.Health!.Word));
        Assert.Equal("Rolled back to blue #41: /healthz answered 503.", Sentence(picture));
    }

    [Fact]
    public void Nothing_is_invented_where_nothing_was_deployed()
    {
        var picture = Picture([]);

        Assert.Equal((SlotRole.Empty, SlotRole.Empty), (picture.Blue.Role, picture.Green.Role));
        Assert.Equal("Nothing is deployed yet. Push to main, or build now.", Sentence(picture));
        Assert.Null(picture.Live);
    }

    [Fact]
    public void What_was_not_counted_is_not_given_as_zero()
    {
        var picture = Picture([Live41]);

        Assert.Equal(("–", "–"), (picture.Blue.Requests.Value, picture.Blue.Errors.Value));
    }

    [Fact]
    public void Every_state_of_a_deployment_has_a_sentence()
    {
        foreach (var state in Enum.GetValues<DeploymentState>())
        {
            Assert.EndsWith(".", Sentence(Picture([Sample.Deployment(31, state, Slots.Green, 42), Live41])), StringComparison.Ordinal);
            Assert.EndsWith(".", Sentence(Picture([Sample.Deployment(31, state, Slots.Green, 42)])), StringComparison.Ordinal);
        }
    }

    private static SlotPicture Picture(Deployment[] deployments, (long Deployment, int Code)[]? probes = null, int? routed = null)
    {
        var lookup = (probes ?? []).Select((probe, index) => (probe.Deployment, Probe: Sample.Probe(index + 1, probe.Code))).ToLookup(pair => pair.Deployment, pair => pair.Probe);
        var facts = new SlotFacts(Sample.Project, deployments, lookup, new Dictionary<int, SlotNumbers>(), routed, Sample.Now);
        return SlotPicture.Of(facts, ":9999/shop", at => at.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Sentence(SlotPicture picture) => $"{picture.Next.Before}{picture.Next.Strong}{picture.Next.After}";
}
