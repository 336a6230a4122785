using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Web.Pages.Builds;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Tests.Pages;

public sealed class BuildFigureTests
{
    private static readonly HashSet<int> Nobody = [];

    [Theory]
    [InlineData(BuildState.Running), InlineData(BuildState.Succeeded)]
    public void A_pull_request_goes_no_further_than_its_build(BuildState state)
    {
        var nodes = PipelineGraph.Of(Sample.Build(42, state, 60) with { Deploys = false }, null, null, null, Sample.Now);

        Assert.Equal(("Deploy", "a pull request is not deployed", "circle-slash"), (nodes[1].Name, nodes[1].Detail, nodes[1].Icon));
    }

    [Fact]
    public void The_usual_duration_is_the_median_of_successful_builds_only()
    {
        Build[] builds = [Sample.Build(5, BuildState.Failed, 3), Sample.Build(4, BuildState.Succeeded, 100), Sample.Build(3, BuildState.Succeeded, 900), Sample.Build(2, BuildState.Succeeded, 120)];

        Assert.Equal(TimeSpan.FromSeconds(120), Estimates.Usual(builds));
        Assert.Null(Estimates.Usual(builds.Take(3)));
    }

    [Theory]
    [InlineData(60, 120, 50, "1:00 of about 2:00")]
    [InlineData(162, 120, 100, "2:42, +0:42 over usual")]
    [InlineData(60, null, null, "1:00")]
    public void Progress_is_full_once_over_and_has_no_share_when_nothing_is_known(int elapsed, int? usual, int? percent, string text)
    {
        var build = Sample.Build(1, BuildState.Running, started: Sample.Now.AddSeconds(-elapsed));

        var progress = BuildProgress.Of(build, usual is null ? null : TimeSpan.FromSeconds(usual.Value), Sample.Now)!;

        Assert.Equal(percent, progress.Percent);
        Assert.Equal(text, progress.Text);
    }

    [Fact]
    public void The_strip_tells_states_apart_by_shape_and_is_aligned_at_its_end()
    {
        Build[] builds = [Sample.Build(4, BuildState.Running), Sample.Build(3, BuildState.Canceled, 10), Sample.Build(2, BuildState.Failed, 10), Sample.Build(1, BuildState.Succeeded, 10)];

        var bars = BuildStrip.Of(builds, new HashSet<int> { 1 }, Sample.Now).Bars;

        Assert.Equal(["rolledback", "failed", "hollow", "running"], bars.Select(bar => bar.Kind));
        Assert.Equal(BuildStrip.Width, bars[^1].X + BuildStrip.BarWidth);
        Assert.All(bars, bar => Assert.InRange(bar.Height, 5, 29));
        Assert.Equal("#2 failed after 0:10", bars[1].Label);
    }

    [Fact]
    public void A_strip_of_many_builds_shows_the_last_thirty() =>
        Assert.Equal(30, BuildStrip.Of([.. Enumerable.Range(1, 60).Reverse().Select(n => Sample.Build(n, BuildState.Succeeded, n))], Nobody, Sample.Now).Bars.Count);

    [Fact]
    public void A_failed_build_skips_what_would_have_come_and_says_what_stays_live()
    {
        var live = Sample.Deployment(7, DeploymentState.Live, Slots.Blue, 41);
        var build = Sample.Build(42, BuildState.Failed, 101) with { ExitCode = 1 };

        var nodes = PipelineGraph.Of(build, null, live, null, Sample.Now);

        Assert.Equal(["1:41, exit code 1", "skipped, no release", "skipped", "skipped, #41 stays live"], nodes.Select(node => node.Detail));
        Assert.Equal("Nothing was deployed. blue #41 stays live.", BuildVerdict.Of(build, live)!.Effect);
    }

    [Theory]
    [InlineData("No changed file matches docs (since #41).", "Skipped: no changed file matches docs (since #41)")]
    [InlineData("PR 7 is closed.", "Skipped: PR 7 is closed")]
    public void A_skipped_build_says_so_and_why(string reason, string title) =>
        Assert.Equal(title, BuildVerdict.Of(Sample.Build(42, BuildState.Skipped) with { Reason = reason }, null)!.Title);

    [Theory]
    [InlineData(DeploymentState.Live, "Switch", "succeeded")]
    [InlineData(DeploymentState.RolledBack, "Roll back", "warning")]
    [InlineData(DeploymentState.Failed, "Switch", "neutral")]
    [InlineData(DeploymentState.CheckingHealth, "Switch", "neutral")]
    public void The_last_stage_is_what_became_of_the_release(DeploymentState state, string name, string tint)
    {
        var nodes = PipelineGraph.Of(Sample.Build(42, BuildState.Succeeded, 60), Sample.Deployment(8, state, Slots.Green, 42), null, null, Sample.Now);

        Assert.Equal((name, tint), (nodes[^1].Name, nodes[^1].Tint));
    }

    [Fact]
    public void An_open_build_shows_the_way_ahead()
    {
        var live = Sample.Deployment(7, DeploymentState.Live, Slots.Blue, 41);

        var nodes = PipelineGraph.Of(Sample.Build(42, BuildState.Running), null, live, null, Sample.Now);

        Assert.Equal(["to green", "GET /healthz, 3 in a row", "blue #41 to green #42"], nodes.Skip(1).Select(node => node.Detail));
        Assert.All(nodes.Skip(1), node => Assert.False(node.Done));
    }
}
