using Ci.Jobs.Projects;
using Xunit;

namespace Ci.Jobs.Tests.Projects;

public sealed class ProjectRulesTests
{
    [Theory]
    [InlineData("a"), InlineData("my-app"), InlineData("7"), InlineData("a234567890123456789012345678901234567890")]
    public void A_short_lower_case_name_is_accepted(string name) => Assert.Null(ProjectRules.Name("name", name));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("api"), InlineData("hangfire"), InlineData(".."), InlineData("a/b"), InlineData("x;id")]
    [InlineData("-a"), InlineData("a-"), InlineData("A"), InlineData("ä"), InlineData("a\n"), InlineData("a2345678901234567890123456789012345678901")]
    public void A_name_that_is_no_path_segment_or_is_taken_is_refused(string? name) => Refused(ProjectRules.Name("name", name));

    [Theory]
    [InlineData("https://git.example.com/a/b.git"), InlineData("https://git.example.com:8443/a/b"), InlineData("HTTPS://Git.Example.com/a/b/")]
    [InlineData("ssh://git@git.example.com/a/b.git"), InlineData("ssh://git@git.example.com:2222/a/b"), InlineData("git@git.example.com:a/b.git")]
    [InlineData("https://me@git.example.com/a/b"), InlineData("https://[::1]:3000/a/b"), InlineData("https://git.example.com/group/sub/~x/b%20c")]
    public void A_remote_repository_is_accepted(string url) => Assert.Null(ProjectRules.Repository("repository", url));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("ext::sh -c x"), InlineData("ext::sh"), InlineData("fd::17"), InlineData("file:///srv/x"), InlineData("/etc")]
    [InlineData("../x"), InlineData("ssh://-oProxyCommand=x/"), InlineData("ssh://-oProxyCommand=x/a/b"), InlineData("ssh://-x@h/a"), InlineData("-u x"), InlineData("--upload-pack=x")]
    [InlineData("https://u:p@h/a"), InlineData("https://u:@h/a"), InlineData("https://h/"), InlineData("https://h"), InlineData("https:///a"), InlineData("http://h/a/b")]
    [InlineData("git://h/a"), InlineData("https://h/a b"), InlineData("https://h/a\nb"), InlineData("https://h/a%0ab"), InlineData("https://h/a/../b"), InlineData("https://h:0/a")]
    [InlineData("https://h:65536/a"), InlineData("https://h/a?x=1"), InlineData("https://h/a#x"), InlineData("git@-oProxyCommand=x:a"), InlineData("git@h:-x"), InlineData("h:a/b")]
    [InlineData("https://h\\@evil/a"), InlineData("git@h:a:b"), InlineData("https://a@b@h/x"), InlineData("https::https://h/a")]
    public void A_local_path_a_helper_an_option_or_a_password_is_refused(string? url) => Refused(ProjectRules.Repository("repository", url));

    [Fact]
    public void Http_is_accepted_where_it_is_allowed() => Assert.Null(ProjectRules.Repository("repository", "http://127.0.0.1:3000/a/b", allowHttp: true));

    [Fact]
    public void A_refused_url_is_shown_without_its_password()
    {
        var error = ProjectRules.Repository("repository", "https://user:secret@host/a/b");

        Assert.DoesNotContain("secret", error!.Message, StringComparison.Ordinal);
        Assert.Contains("user:***@host", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main"), InlineData("feature/x"), InlineData("a;id"), InlineData("a`id`"), InlineData("a$(id)"), InlineData("größe"), InlineData("🚀"), InlineData("@x"), InlineData("a@b")]
    public void A_branch_git_accepts_is_accepted(string branch) => Assert.Null(ProjectRules.Branch("branch", branch));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("--upload-pack=x"), InlineData("../../x"), InlineData("a..b"), InlineData("@{-1}"), InlineData("@"), InlineData("a\0b"), InlineData("a\r\nb")]
    [InlineData("a b"), InlineData("a~1"), InlineData("a^"), InlineData("a:b"), InlineData("a?"), InlineData("a*"), InlineData("a["), InlineData("a\\b"), InlineData("a.lock"), InlineData("a.lock/b")]
    [InlineData("/a"), InlineData("a/"), InlineData("a//b"), InlineData(".a"), InlineData("a/.b"), InlineData("a."), InlineData("refs/heads/main"), InlineData("HEAD"), InlineData("a\u007f")]
    public void A_branch_git_refuses_or_takes_for_an_option_is_refused(string? branch) => Refused(ProjectRules.Branch("branch", branch));

    [Theory]
    [InlineData("HEAD"), InlineData("--all"), InlineData("0123456"), InlineData("012345678901234567890123456789012345678"), InlineData("g123456789012345678901234567890123456789"), InlineData(null)]
    public void Only_a_whole_commit_id_is_accepted(string? commit)
    {
        Refused(ProjectRules.Commit("commit", commit));
        Assert.Null(ProjectRules.Commit("commit", "0123456789abcdef0123456789ABCDEF01234567"));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("."), InlineData("src/web"), InlineData("src/web/"), InlineData("a b"), InlineData("..a")]
    public void A_directory_inside_the_repository_is_accepted(string? path) => Assert.Null(ProjectRules.RelativeDirectory("directory", path));

    [Theory]
    [InlineData("/etc"), InlineData("../x"), InlineData("a/../../x"), InlineData("a\\b"), InlineData("C:/x"), InlineData("a//b"), InlineData("./a"), InlineData("-x"), InlineData("a\nb"), InlineData(".git/config"), InlineData("a/.GIT"), InlineData("/")]
    public void A_path_that_leads_elsewhere_is_refused(string path)
    {
        Refused(ProjectRules.RelativeDirectory("directory", path));
        Refused(ProjectRules.RelativeFile("dockerfile", path));
    }

    [Fact]
    public void All_errors_are_given_at_once_in_the_order_of_the_fields()
    {
        var errors = ProjectRules.Errors(ProjectRules.Name("name", "api"), ProjectRules.Branch("branch", "main"), ProjectRules.Port("port", 0));

        Assert.Equal(["name", "port"], errors.Select(e => e.Field));
        Assert.Equal("Name \"api\" is a word the server uses itself: choose another name.", errors[0].Message);
        Assert.Equal("0 is out of range: use 1 to 65535.", errors[1].Message);
    }

    internal static void Refused(FieldError? error)
    {
        Assert.NotNull(error);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.InRange(error.Message.Length, 20, 250);
    }
}
