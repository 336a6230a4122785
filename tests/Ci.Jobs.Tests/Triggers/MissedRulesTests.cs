using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

public sealed class MissedRulesTests
{
    private static readonly RemoteHead[] Heads = [new("refs/heads/main", Pushes.Hash('a')), new("refs/heads/release/1", Pushes.Hash('b')), new("refs/heads/dev", Pushes.Hash('c')), new("refs/tags/v1", Pushes.Hash('d'))];

    private static readonly Project Project = Sample.Project() with { Settings = new ProjectSettings { Trigger = new TriggerSettings { Branches = ["release/*"], Tags = ["v*"] } } };

    [Fact]
    public void The_first_look_takes_only_the_projects_branch_for_new() =>
        Assert.Equal(["refs/heads/main"], Moved(new Dictionary<string, string>(StringComparer.Ordinal)));

    [Fact]
    public void Later_every_ref_that_the_project_builds_and_that_moved_counts() => Assert.Equal(
        ["refs/heads/release/1", "refs/tags/v1"],
        Moved(new Dictionary<string, string>(StringComparer.Ordinal) { ["refs/heads/main"] = Pushes.Hash('a'), ["refs/heads/release/1"] = Pushes.Hash('x'), ["refs/heads/dev"] = Pushes.Hash('x') }));

    [Fact]
    public void The_same_move_is_the_same_call_and_moving_back_and_forth_is_another()
    {
        var once = MissedRules.CallOf(Project, Heads[0], Pushes.Hash('x')).DeliveryId;

        Assert.Equal(once, MissedRules.CallOf(Project, Heads[0], Pushes.Hash('x')).DeliveryId);
        Assert.NotEqual(once, MissedRules.CallOf(Project, Heads[0], Pushes.Hash('y')).DeliveryId);
    }

    private static IEnumerable<string> Moved(Dictionary<string, string> seen) => MissedRules.Moved(Project, Heads, seen).Select(head => head.Ref);
}
