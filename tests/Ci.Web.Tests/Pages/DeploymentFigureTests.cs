using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Web.Pages.Deployments;

namespace Ci.Web.Tests.Pages;

public sealed class DeploymentFigureTests
{
    private static readonly HealthSettings Health = new() { Path = "/healthz", TimeoutMs = 5000, DeadlineMs = 120_000 };

    [Theory]
    [InlineData(200, 20, "ok", "good", "200")]
    [InlineData(503, 20, "starting", "bad", "503")]
    [InlineData(null, 2, "Connection refused", "none", "refused")]
    [InlineData(null, 5001, "timed out", "late", "timed out")]
    public void An_answer_has_one_shape(int? code, long ms, string detail, string shape, string word)
    {
        var answer = ProbeAnswer.Of(Sample.Probe(1, code, ms, detail), Health);

        Assert.Equal((shape, word), (answer.Shape, answer.Word));
    }

    [Fact]
    public void The_chart_puts_ten_times_as_long_one_row_higher()
    {
        var deployment = Sample.Deployment(1, DeploymentState.CheckingHealth, Slots.Blue, 1);

        var chart = ProbeChart.Of(deployment, [Sample.Probe(1, 200, 10), Sample.Probe(2, 200, 100), Sample.Probe(3, 200, 1000), Sample.Probe(4, 200, 60_000)], Health)!;

        Assert.Equal([156, 114, 72, 30], chart.Marks.Select(mark => mark.Y));
        Assert.Equal(chart.Marks.Select(mark => mark.X).Order(), chart.Marks.Select(mark => mark.X));
        Assert.Contains(chart.Lines, line => line.Kind == "deadline");
    }

    [Fact]
    public void A_check_that_was_over_soon_fills_the_chart()
    {
        var deployment = Sample.Deployment(1, DeploymentState.Live, Slots.Blue, 1) with { SwitchedAt = Sample.Now.AddMinutes(-5).AddSeconds(3) };

        var chart = ProbeChart.Of(deployment, [Sample.Probe(1, 200), Sample.Probe(2, 200)], Health)!;

        Assert.Equal(["switched"], chart.Lines.Select(line => line.Kind));
        Assert.InRange(chart.Marks[^1].X, 400, 700);
    }

    [Fact]
    public void A_deployment_that_failed_before_the_switch_says_that_traffic_never_moved()
    {
        var live = Sample.Deployment(1, DeploymentState.Live, Slots.Blue, 41);

        var verdict = DeploymentVerdict.Of(Sample.Deployment(2, DeploymentState.RolledBack, Slots.Green, 42), live)!;

        Assert.Equal("Rolled back: /healthz answered 503", verdict.Title);
        Assert.Equal("Traffic never left blue #41.", verdict.Effect);
    }

    [Fact]
    public void Variables_are_compared_by_name()
    {
        var changes = VariableChange.Between(
            new Dictionary<string, string> { ["GONE"] = "1", ["SAME"] = "1", ["OTHER"] = "1" },
            new Dictionary<string, string> { ["NEW"] = "1", ["SAME"] = "1", ["OTHER"] = "2" });

        Assert.Equal([new("GONE", "is gone"), new("NEW", "is new"), new VariableChange("OTHER", "has another value")], changes);
    }
}
