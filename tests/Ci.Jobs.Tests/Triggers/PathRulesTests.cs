using Ci.Jobs.Triggers;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

public sealed class PathRulesTests
{
    private static readonly string[] Changed = ["services/api/Invoices.cs", "services/api/docs/invoices.png", "tests/Totals.cs"];

    [Fact]
    public void One_file_that_counts_is_enough_and_comes_first()
    {
        var verdict = PathRules.Judge(["services/api/**", "!**/*.png"], Changed);

        Assert.True(verdict.Matches);
        Assert.Equal((3, 1), (verdict.Changed, verdict.Counting));
        Assert.Equal(new PathMatch("services/api/Invoices.cs", "services/api/**", null, Counts: true), verdict.Files[0]);
        Assert.Contains(new PathMatch("services/api/docs/invoices.png", "services/api/**", "!**/*.png", Counts: false), verdict.Files);
        Assert.Contains(new PathMatch("tests/Totals.cs", null, null, Counts: false), verdict.Files);
        Assert.Equal("1 of 3 changed files match services/api/**, !**/*.png.", PathRules.Tell(["services/api/**", "!**/*.png"], verdict));
    }

    [Fact]
    public void Exclusions_alone_leave_the_rest_in()
    {
        Assert.True(PathRules.Judge(["!tests"], Changed).Matches);
        Assert.False(PathRules.Judge(["!tests"], ["tests/a", "tests/b"]).Matches);
    }

    [Fact]
    public void No_changed_file_is_no_match_even_for_everything()
    {
        var verdict = PathRules.Judge(["**"], []);

        Assert.False(verdict.Matches);
        Assert.Equal("No file changed.", PathRules.Tell(["**"], verdict));
    }

    [Fact]
    public void Only_some_of_many_files_are_kept_as_evidence()
    {
        var verdict = PathRules.Judge(["docs"], [.. Enumerable.Range(0, 5000).Select(n => $"src/{n}"), "docs/a"]);

        Assert.Equal((5001, 1, PathRules.MaxShown), (verdict.Changed, verdict.Counting, verdict.Files.Count));
        Assert.Equal("docs/a", verdict.Files[0].Path);
    }
}
