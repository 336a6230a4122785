using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

public sealed class BuildRulesTests
{
    private static readonly BuildState[] All = Enum.GetValues<BuildState>();

    public static TheoryData<BuildState> States => [.. All];

    [Theory, MemberData(nameof(States))]
    public void Only_waiting_and_running_builds_are_open_and_nothing_leaves_an_end(BuildState state)
    {
        Assert.Equal(state is BuildState.Queued or BuildState.Running, BuildRules.IsOpen(state));
        Assert.Equal(BuildRules.IsOpen(state), All.Any(next => BuildRules.Allows(state, next)));
    }

    [Theory, MemberData(nameof(States))]
    public void Every_state_is_reached_from_Queued_and_none_leads_back_to_it(BuildState state)
    {
        Assert.True(state == BuildState.Queued || BuildRules.Allows(BuildState.Queued, state) || BuildRules.Allows(BuildState.Running, state));
        Assert.False(BuildRules.Allows(state, BuildState.Queued));
        Assert.False(BuildRules.Allows(state, state));
    }

    [Fact]
    public void A_build_that_never_ran_has_not_succeeded() => Assert.False(BuildRules.Allows(BuildState.Queued, BuildState.Succeeded));

    [Theory]
    [InlineData(137, true, "The build ran out of memory (limit 512 MB).", "memory limit")]
    [InlineData(137, false, "The build container was killed (exit code 137).", "Build again")]
    [InlineData(127, false, "The build command was not found in the image (exit code 127).", "build image")]
    [InlineData(127, true, "The build command was not found in the image (exit code 127).", "build image")]
    [InlineData(126, false, "The build command cannot be executed (exit code 126).", "chmod")]
    [InlineData(2, true, "The build failed with exit code 2; a process in it ran out of memory (limit 512 MB).", "memory limit")]
    [InlineData(1, false, "The build command failed with exit code 1.", "last lines")]
    [InlineData(139, false, "The build command failed with exit code 139.", "last lines")]
    public void An_exit_is_told_in_a_sentence_with_the_next_action(int code, bool outOfMemory, string reason, string action)
    {
        var told = BuildRules.ExplainExit(code, outOfMemory, 512);

        Assert.Equal(reason, told.Reason);
        Assert.Contains(action, told.NextAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_the_policy_queue_every_push_is_built()
    {
        var waiting = new[] { Sample.Build(1), Sample.Build(2) }.Select(build => With(build, ConcurrencyPolicy.Queue)).ToList();

        Assert.Empty(BuildRules.Superseded(waiting));
    }

    [Fact]
    public void A_schedule_that_comes_again_takes_the_place_of_its_own_waiting_build_unless_every_one_is_wanted()
    {
        Build[] waiting = [Sample.Build(1, BuildTrigger.Schedule), Sample.Build(2), Sample.Build(3, BuildTrigger.Schedule)];

        Assert.Equal([1], BuildRules.Superseded(waiting).Select(build => build.Number));
        Assert.Empty(BuildRules.Superseded([.. waiting.Select(build => With(build, ConcurrencyPolicy.Queue))]));
        Assert.Contains("schedule", BuildRules.ExplainSuperseded(BuildTrigger.Schedule).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_the_policy_cancel_running_the_newest_push_of_the_ref_ends_the_one_that_runs()
    {
        var running = Sample.Build(1, state: BuildState.Running);
        List<Build> open = [running, With(Sample.Build(2), ConcurrencyPolicy.CancelRunning), With(Sample.Build(3), ConcurrencyPolicy.CancelRunning)];

        var (ended, newer) = BuildRules.Overtaken(open)!.Value;

        Assert.Equal((1, 3), (ended.Number, newer.Number));
        Assert.Null(BuildRules.Overtaken([running with { CanceledBy = "ann" }, open[1]]));
        Assert.Null(BuildRules.Overtaken([running, With(Sample.Build(2, branch: "next"), ConcurrencyPolicy.CancelRunning)]));
        Assert.Null(BuildRules.Overtaken([running, Sample.Build(2)]));
        Assert.Null(BuildRules.Overtaken([running with { Trigger = BuildTrigger.Manual }, open[1]]));
        Assert.Null(BuildRules.Overtaken([open[1], open[2]]));
    }

    private static Build With(Build build, ConcurrencyPolicy policy) =>
        build with { Settings = build.Settings with { Trigger = new TriggerSettings { Concurrency = policy } } };

    [Property(MaxTest = 300)]
    public void A_newer_push_or_schedule_of_the_same_branch_and_only_that_makes_its_like_pointless(byte[] queue)
    {
        var waiting = queue.Select((value, index) => Sample.Build(index + 1, (BuildTrigger)(value % 4), value / 4 % 2 == 0 ? "main" : "next")).ToList();

        var superseded = BuildRules.Superseded(waiting).ToList();

        Assert.All(superseded, build => Assert.True(build.Trigger is BuildTrigger.Push or BuildTrigger.Schedule));
        foreach (var alike in waiting.Where(build => build.Trigger is BuildTrigger.Push or BuildTrigger.Schedule).GroupBy(build => (build.Trigger, build.Branch)))
        {
            Assert.Equal(alike.SkipLast(1), superseded.Where(build => (build.Trigger, build.Branch) == alike.Key));
        }
    }
}
