using System.Text;
using System.Text.Json;
using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Triggers;
using Ci.Web.Pages.Deliveries;
using Ci.Web.Pages.Shared;
using Microsoft.AspNetCore.Html;

namespace Ci.Web.Tests.Pages;

public sealed class DeliveryFigureTests
{
    [Fact]
    public void Each_pattern_has_its_say_about_each_file()
    {
        string[] patterns = ["docs/**", "!**/*.png"];
        var verdict = PathRules.Judge(patterns, ["docs/a.md", "docs/b.png", "src/c.cs"]);

        var table = PathTable.Of(verdict);

        Assert.Equal(["docs/a.md yes –", "docs/b.png yes excluded", "src/c.cs no –"], table.Rows.Select(row => $"{row.File.Path} {string.Join(' ', row.Cells)}"));
        Assert.Equal(patterns, table.Patterns);
    }

    [Fact]
    public void Files_that_are_not_kept_as_evidence_are_counted()
    {
        var verdict = PathRules.Judge(["docs"], [.. Enumerable.Range(0, 75).Select(n => $"src/{n}")]);

        Assert.Equal(25, PathTable.Of(verdict).More);
    }

    [Theory]
    [InlineData("docs", "services/api/docs/a.md", "services/api/docs/ lies outside docs/. With `**/docs/**` 1 file would match.")]
    [InlineData("/docs/**", "services/docs/a.md", "services/docs/ lies outside docs/. With `**/docs/**` 1 file would match.")]
    [InlineData("docs/** !**/*.png", "services/docs/a.png", "services/docs/ lies outside docs/. With `**/docs/**` 1 file would match, but `!**/*.png` leaves it out.")]
    [InlineData("docs/** !**/*.png", "docs/a.png", "docs/a.png matches `docs/**`, but `!**/*.png` leaves it out.")]
    [InlineData("docs", "Docs/a.md", "Docs/a.md differs from `docs` only in upper and lower case, which count.")]
    [InlineData("docs", "src/a.cs", null)]
    [InlineData("**/docs", "src/a.cs", null)]
    public void A_hint_guesses_what_a_pattern_meant(string patterns, string path, string? hint) =>
        Assert.Equal(hint, PathHint.Of(PathRules.Judge(patterns.Split(' '), [path])));

    [Theory]
    [InlineData("Branch", "Branch main is the project's.", "main is the project's")]
    [InlineData("Message", "The message has no [skip ci].", "has no [skip ci]")]
    [InlineData("Signature", "Signature is valid, secret 2", "is valid, secret 2")]
    [InlineData("Paths", "No file changed.", "No file changed")]
    public void A_rule_is_not_named_twice(string rule, string text, string said) =>
        Assert.Equal(said, TraceView.Said(new(rule, TriggerOutcome.Passed, text)));

    [Theory]
    [InlineData(BuildState.Running, null, "Build #7, running", "running")]
    [InlineData(BuildState.Failed, null, "Build #7: It broke", "failed")]
    [InlineData(BuildState.Succeeded, null, "Build #7, succeeded", "succeeded")]
    [InlineData(BuildState.Succeeded, DeploymentState.Live, "Build #7, live", "succeeded")]
    [InlineData(BuildState.Succeeded, DeploymentState.RolledBack, "Build #7, then rolled back: /healthz answered 503", "warning")]
    [InlineData(BuildState.Succeeded, DeploymentState.Retired, "Build #7, was live", "succeeded")]
    public void A_build_is_told_with_what_became_of_it(BuildState state, DeploymentState? deployed, string text, string tint)
    {
        var story = BuildStory.Of(Sample.Build(7, state, 5), deployed is { } end ? Sample.Deployment(1, end, "blue", 7) : null, ahead: null);

        Assert.Equal((text, tint), (story.Text, story.Look.Tint));
    }

    [Fact]
    public void A_waiting_build_says_after_which() =>
        Assert.Equal("Build #7 starts after shop #6", BuildStory.Of(Sample.Build(7, BuildState.Queued), null, Sample.Build(6, BuildState.Running)).Text);

    [Fact]
    public void A_day_is_summed_up_without_what_did_not_happen()
    {
        var counts = new Dictionary<DeliveryVerdict, int> { [DeliveryVerdict.Skipped] = 1163, [DeliveryVerdict.Built] = 41, [DeliveryVerdict.Ping] = 1 };

        Assert.Equal("1,205 today: 41 built, 1,163 skipped, 1 ping.", DeliveryWords.Today(counts));
    }

    [Fact]
    public void A_payload_reads_in_colors_with_long_lists_folded()
    {
        var html = Html("""{"ref":"refs/heads/main","n":-1.5e3,"ok":true,"nothing":null,"email":"redacted","paths":["a","b"],"commits":[{"id":1},{"id":2}],"tags":[]}""");

        Assert.Contains("<span class=\"j-k\">&quot;ref&quot;</span>".Replace("&quot;", "\"", StringComparison.Ordinal), html, StringComparison.Ordinal);
        Assert.Contains("<mark>redacted</mark>", html, StringComparison.Ordinal);
        Assert.Contains("<details><summary>[ 2 commits ]</summary>", html, StringComparison.Ordinal);
        Assert.Contains("-1.5e3", html, StringComparison.Ordinal);
        Assert.DoesNotContain("[ 2 paths ]", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_made_large_or_deep_or_odd_makes_no_large_page()
    {
        var wide = JsonSerializer.Serialize(new { commits = Enumerable.Range(0, 50_000).Select(n => new { n }), text = new string('x', 100_000) });
        var many = "{" + string.Join(',', Enumerable.Range(0, 20_000).Select(n => $"\"k{n}\":{n}")) + "}";
        var deep = string.Concat(Enumerable.Repeat("{\"a\":[", 31)) + string.Concat(Enumerable.Repeat("]}", 31));

        Assert.All([wide, many, deep], json => Assert.InRange(Html(json).Length, 1, 200_000));
        Assert.Contains("and 49,980 more", Html(wide), StringComparison.Ordinal);
        Assert.Contains("and 18,001 more", Html(many), StringComparison.Ordinal);
        Assert.Null(JsonMarkup.Of("no json"u8.ToArray()));
        Assert.Contains(@"\ud800", Html("""{"a":"\ud800"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_verdict_and_outcome_has_icon_word_and_tint() =>
        Assert.All(Enum.GetValues<DeliveryVerdict>().Select(Badges.Of).Concat(Enum.GetValues<TriggerOutcome>().Select(Badges.Of)), look => Assert.All([look.Icon, look.Word, look.Tint], Assert.NotEmpty));

    private static string Html(string json) => ((HtmlString)JsonMarkup.Of(Encoding.UTF8.GetBytes(json))!).Value!;
}
