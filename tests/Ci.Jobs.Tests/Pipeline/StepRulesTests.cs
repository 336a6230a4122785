using Ci.Jobs.Pipeline;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Pipeline;

public sealed class StepRulesTests
{
    [Property(MaxTest = 300)]
    public void A_timeline_has_one_open_step_at_most_and_keeps_its_order(byte[] moves)
    {
        IReadOnlyList<Step> steps = [];
        var now = Sample.Noon;
        foreach (var move in moves)
        {
            var before = steps;
            now = now.AddSeconds(1);
            steps = move % 4 == 3 ? StepRules.End(steps, now, ok: move % 8 == 3) : StepRules.Begin(steps, $"step {move % 4}", now);

            Assert.True(steps.SkipLast(1).All(step => step.FinishedAt is not null));
            Assert.Equal(before.SkipLast(1), steps.Take(Math.Max(before.Count - 1, 0)));
            Assert.InRange(steps.Count - before.Count, 0, 1);
        }

        Assert.Equal(steps.OrderBy(step => step.StartedAt), steps);
        Assert.All(steps, step => Assert.True(step.FinishedAt is null || step.FinishedAt > step.StartedAt));
    }

    [Fact]
    public void A_step_taken_up_again_goes_on_as_it_was()
    {
        var steps = StepRules.Begin([], "Build", Sample.Noon);

        Assert.Same(steps, StepRules.Begin(steps, "Build", Sample.Noon.AddMinutes(1)));
    }

    [Fact]
    public void A_step_that_failed_stays_failed_when_others_follow()
    {
        var failed = StepRules.End(StepRules.Begin([], "Build", Sample.Noon), Sample.Noon, ok: false, "exit 1");

        var steps = StepRules.End(StepRules.Begin(failed, "Clean", Sample.Noon), Sample.Noon, ok: true);

        Assert.Equal([("Build", false, "exit 1"), ("Clean", true, null)], steps.Select(step => (step.Name, step.Ok, step.Detail)));
    }

    [Fact]
    public void Ending_nothing_changes_nothing()
    {
        Assert.Empty(StepRules.End([], Sample.Noon, ok: true));
        var over = StepRules.End(StepRules.Begin([], "Build", Sample.Noon), Sample.Noon, ok: true);
        Assert.Same(over, StepRules.End(over, Sample.Noon.AddMinutes(1), ok: false));
    }
}
