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
        var told = new KnownRef { Ref = Heads[0].Ref, Told = Pushes.Hash('x'), DeliveryId = 7 };
        var once = MissedRules.CallOf(Project, Heads[0], seen: null, told).DeliveryId;

        Assert.Equal(once, MissedRules.CallOf(Project, Heads[0], Pushes.Hash('y'), told).DeliveryId);
        Assert.NotEqual(once, MissedRules.CallOf(Project, Heads[0], seen: null, told with { DeliveryId = 9 }).DeliveryId);
        Assert.NotEqual(once, MissedRules.CallOf(Project, Heads[0], Pushes.Hash('x'), known: null).DeliveryId);
    }

    [Theory]
    [InlineData('a', 'a', 'a', false)] // nothing happened
    [InlineData('x', 'a', 'x', false)] // a webhook told it
    [InlineData('x', 'x', 'a', false)] // a person built it
    [InlineData('a', 'x', 'x', true)] // it went to x, which was told, and back between two looks
    [InlineData('x', 'x', 'x', true)] // it moved, perhaps to what was told long ago
    [InlineData('x', null, null, true)]
    [InlineData('a', null, 'x', false)] // only a person built another commit
    public void A_ref_has_moved_that_stands_elsewhere_than_it_was_told_and_built_last(char seen, char? told, char? built, bool moved)
    {
        var known = new KnownRef { Ref = Heads[0].Ref, Told = Hash(told), Built = Hash(built) };

        var found = MissedRules.Moved(
            Project, [Heads[0]], new Dictionary<string, string>(StringComparer.Ordinal) { [known.Ref] = Pushes.Hash(seen) },
            new Dictionary<string, KnownRef>(StringComparer.Ordinal) { [known.Ref] = known });

        Assert.Equal(moved, found.Any());
    }

    private static string? Hash(char? digit) => digit is { } given ? Pushes.Hash(given) : null;

    private static IEnumerable<string> Moved(Dictionary<string, string> seen) => MissedRules.Moved(Project, Heads, seen, new Dictionary<string, KnownRef>(StringComparer.Ordinal)).Select(head => head.Ref);
}
