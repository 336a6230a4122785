using Ci.Jobs.Triggers;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

public sealed class RepositoryRulesTests
{
    [Theory]
    [InlineData("https://git.example.com/acme/shop"), InlineData("https://git.example.com/acme/shop.git"), InlineData("https://GIT.example.com/Acme/Shop/")]
    [InlineData("https://me@git.example.com:443/acme/shop"), InlineData("git@git.example.com:acme/shop.git"), InlineData("ssh://git@git.example.com/acme/shop")]
    public void Every_form_of_the_url_means_the_same_repository(string project)
    {
        var push = Pushed("https://git.example.com/acme/shop.git", "git@git.example.com:acme/shop.git");

        Assert.True(RepositoryRules.SameRepository(project, push));
    }

    [Theory]
    [InlineData("https://git.example.com/acme/shop2"), InlineData("https://git.example.com/shop"), InlineData("https://other.example.com/acme/shop")]
    [InlineData("https://git.example.com:8443/acme/shop"), InlineData("https://git.example.com/x/acme/shop"), InlineData("/acme/shop"), InlineData("")]
    public void Another_host_path_or_port_is_another_repository(string project)
    {
        var push = Pushed("https://git.example.com/acme/shop.git", "git@git.example.com:acme/shop.git");

        Assert.False(RepositoryRules.SameRepository(project, push));
    }

    [Theory]
    [InlineData("ssh://git@git.example.com:2222/acme/shop", true), InlineData("https://git.example.com/acme/shop", true), InlineData("git@git.example.com:acme/shop", false)]
    public void An_ssh_port_counts_for_ssh_only(string project, bool same)
    {
        var push = Pushed(null, "ssh://git@git.example.com:2222/acme/shop.git");

        Assert.Equal(same, RepositoryRules.SameRepository(project, push));
    }

    [Theory]
    [InlineData("https://git.example.com/scm/acme/shop.git", true), InlineData("https://git.example.com/bitbucket/scm/ACME/shop.git", true), InlineData("ssh://git@git.example.com:7999/acme/shop.git", true)]
    [InlineData("https://git.example.com/acme/shop", true), InlineData("https://git.example.com/x/acme/shop", false), InlineData("https://git.example.com/ascm/acme/shop", false)]
    [InlineData("https://git.example.com/scm/acme/shop2", false), InlineData("https://git.example.com/shop", false), InlineData("/acme/shop", false)]
    public void A_push_without_urls_is_told_by_its_path(string project, bool same) =>
        Assert.Equal(same, RepositoryRules.SameRepository(project, Pushed(null, null)));

    [Fact]
    public void A_push_that_tells_neither_url_nor_path_belongs_to_no_project() =>
        Assert.False(RepositoryRules.SameRepository("https://git.example.com/acme/shop", Pushed(null, null) with { Repository = "" }));

    [Theory]
    [InlineData("ext::sh -c x"), InlineData("https://u:p@git.example.com/acme/shop"), InlineData("")]
    public void A_url_that_is_refused_is_not_made_up_for_by_the_path(string url) =>
        Assert.False(RepositoryRules.SameRepository("https://git.example.com/acme/shop", Pushed(url, null)));

    [Fact]
    public void Groups_may_be_nested()
    {
        var push = Pushed("https://git.example.com/acme/web/shop.git", "git@git.example.com:acme/web/shop.git");

        Assert.True(RepositoryRules.SameRepository("git@git.example.com:acme/web/shop", push));
        Assert.False(RepositoryRules.SameRepository("git@git.example.com:web/shop", push));
    }

    [Fact]
    public void Personal_repositories_of_Bitbucket_are_found_by_either_form()
    {
        var push = Pushed("https://git.example.com/scm/~ann/shop.git", "ssh://git@git.example.com:7999/~ann/shop.git") with { Repository = "~ANN/shop" };

        Assert.True(RepositoryRules.SameRepository("ssh://git@git.example.com:7999/~ann/shop", push));
        Assert.True(RepositoryRules.SameRepository("https://git.example.com/scm/~ann/shop", push));
        Assert.True(RepositoryRules.SameRepository("https://git.example.com/scm/~ann/shop", push with { CloneUrl = null, SshUrl = null }));
    }

    [Theory]
    [InlineData("refs/heads/main", "main"), InlineData("refs/heads/feature/x", "feature/x"), InlineData("refs/tags/v1", null), InlineData("refs/heads/", null), InlineData("main", null)]
    public void Only_heads_are_branches(string reference, string? branch) => Assert.Equal(branch, RepositoryRules.BranchOf(reference));

    private static Push Pushed(string? clone, string? ssh) =>
        new("acme/shop", clone, ssh, "refs/heads/main", null, null, "ann", null, null, Deleted: false, Forced: false);
}
