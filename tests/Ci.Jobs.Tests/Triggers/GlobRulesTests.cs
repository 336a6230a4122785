using System.Diagnostics;
using Ci.Jobs.Triggers;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

public sealed class GlobRulesTests
{
    [Theory]
    [InlineData("docs", "docs"), InlineData("docs", "docs/a.md"), InlineData("docs", "docs/a/b.md"), InlineData("docs/", "docs/a.md"), InlineData("/docs", "docs/a.md")]
    [InlineData("docs/**", "docs/a"), InlineData("docs/**", "docs/a/b"), InlineData("**", "a/b/c"), InlineData("**/*.png", "a.png"), InlineData("**/*.png", "x/y/a.png")]
    [InlineData("*.md", "a.md"), InlineData("/*.md", "a.md"), InlineData("src/*/main.cs", "src/web/main.cs"), InlineData("a?c", "abc"), InlineData("[ab].txt", "a.txt"), InlineData("v[0-9a-c_]", "v_"), InlineData("v[0-9a-c_]", "vb")]
    [InlineData("services/*/", "services/api/x/y.cs"), InlineData("**/docs/**", "docs/x"), InlineData("a/**/b", "a/b"), InlineData("a/**/b", "a/x/y/b"), InlineData("a/**/b/*.c", "a/b/x/b/1.c"), InlineData("*ab*ab", "abxabab"), InlineData("**/docs/**", "services/api/docs/x.png"), InlineData("!docs", "docs/a")]
    [InlineData("a b/c;d", "a b/c;d"), InlineData("ünï/**", "ünï/日本.txt"), InlineData("package.json", "package.json")]
    public void A_pattern_matches(string pattern, string path) => Assert.True(GlobRules.OfPath(pattern)(path));

    [Theory]
    [InlineData("docs", "docs2/a"), InlineData("docs", "a/docs"), InlineData("docs", "Docs/a"), InlineData("*.md", "a/b.md"), InlineData("src/*", "src/a/b"), InlineData("a?c", "a/c")]
    [InlineData("docs/**", "docs"), InlineData("/docs", "a/docs/b"), InlineData("[!ab].txt", "a.txt"), InlineData("[!a-c]", "b"), InlineData("a[!b]c", "a/c"), InlineData("**/a", "ba"), InlineData("a/**/b", "a/cb"), InlineData("package.json", "web/package.json")]
    public void A_pattern_does_not_match(string pattern, string path) => Assert.False(GlobRules.OfPath(pattern)(path));

    [Theory]
    [InlineData("main", "main", true), InlineData("release", "release/1", false), InlineData("release/*", "release/1", true), InlineData("release/*", "release/1/x", false), InlineData("v*", "v1.2", true)]
    public void A_name_without_a_wildcard_means_only_itself(string pattern, string name, bool matches) => Assert.Equal(matches, GlobRules.OfName(pattern)(name));

    [Theory]
    [InlineData("", "is empty"), InlineData("!", "is empty"), InlineData("/", "is empty"), InlineData("a\\b", "contains a backslash"), InlineData("*.{js,ts}", "contains braces")]
    [InlineData("a/../b", "contains a . or .. part"), InlineData("./a", "contains a . or .. part"), InlineData("a//b", "contains an empty part"), InlineData("a**b", "has ** beside other characters")]
    [InlineData("[ab", "has an open or empty bracket"), InlineData("[]", "has an open or empty bracket"), InlineData("a]", "has an open or empty bracket"), InlineData("[z-a]", "has an open or empty bracket"), InlineData("[a/b]", "has an open or empty bracket"), InlineData("a\nb", "contains a control character")]
    [InlineData("*a*a*a*a*a*a*a*a*a", "has more than 8 wildcards")]
    public void A_pattern_that_would_mislead_is_refused(string pattern, string problem) => Assert.StartsWith(problem, GlobRules.Problem(pattern), StringComparison.Ordinal);

    [Property(MaxTest = 500)]
    public void Whatever_has_no_problem_can_be_asked(string? pattern, string? path)
    {
        if (pattern is null || GlobRules.Problem(pattern) is not null) return;
        GlobRules.OfPath(pattern)(path ?? "");
        GlobRules.OfName(pattern)(path ?? "");
    }

    [Property(MaxTest = 200)]
    public void A_path_without_wildcards_matches_itself_and_what_is_below_it(string? text)
    {
        if (text is null || text.AsSpan().ContainsAny("*?[]!") || text.StartsWith('/') || text.EndsWith('/') || GlobRules.Problem(text) is not null) return;
        var matches = GlobRules.OfPath(text);

        Assert.True(matches(text));
        Assert.True(matches(text + "/below"));
        Assert.False(matches(text + "x"));
        Assert.False(matches($"{text}x/{text}"));
    }

    [Theory]
    [InlineData("*a*a*a*a*a*a*a*b", 'a', 4000), InlineData("**/*a*a*a*/**/*a*b", 'a', 4000), InlineData("**/a/**/a/**/a/**/a/**/b", '/', 4000)]
    public void The_most_wildcards_allowed_are_still_asked_quickly(string pattern, char between, int length)
    {
        Assert.Null(GlobRules.Problem(pattern));
        var path = string.Concat(Enumerable.Repeat($"a{between}", length / 2)) + "c";

        var since = Stopwatch.GetTimestamp();
        Assert.False(GlobRules.OfPath(pattern)(path));

        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
