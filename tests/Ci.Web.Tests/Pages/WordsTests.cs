using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Tests.Pages;

public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(4.9, "0:04")]
    [InlineData(171, "2:51")]
    [InlineData(3753, "1:02:33")]
    [InlineData(-5, "0:00")]
    public void A_duration_reads_as_on_a_clock(double seconds, string text) => Assert.Equal(text, Durations.Clock(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(20, "0.1 s")]
    [InlineData(940, "0.9 s")]
    [InlineData(4000, "0:04")]
    public void A_short_duration_has_its_tenths(int ms, string text) => Assert.Equal(text, Durations.Fine(TimeSpan.FromMilliseconds(ms)));

    [Theory]
    [InlineData(500, "500 ms")]
    [InlineData(1500, "1.5 s")]
    [InlineData(90_000, "90 s")]
    [InlineData(120_000, "2 min")]
    public void A_setting_reads_as_it_was_meant(long ms, string text) => Assert.Equal(text, Durations.Setting(ms));

    [Theory]
    [InlineData(0.2, "just now")]
    [InlineData(19, "19 s ago")]
    [InlineData(720, "12 min ago")]
    [InlineData(3 * 3600, "3 h ago")]
    [InlineData(3 * 86400, "3 days ago")]
    [InlineData(-3, "in 3 s")]
    public void An_age_says_how_long_ago(double seconds, string text) => Assert.Equal(text, Ages.Text(Sample.Now.AddSeconds(-seconds), Sample.Now));

    [Fact]
    public void The_exact_instant_is_told_in_the_servers_time_and_in_UTC()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(9), "x", "x");

        Assert.Equal("2026-03-04 23:29:24 +09:00, 2026-03-04 14:29:24 UTC", Ages.Exact(Sample.Now, zone));
        Assert.Equal("23:29:24", Ages.Clock(Sample.Now, Sample.Now, zone));
        Assert.Equal("2026-03-02 23:29", Ages.Clock(Sample.Now.AddDays(-2), Sample.Now, zone));
    }

    [Theory]
    [InlineData("https://github.com/acme/shop.git", "acme/shop")]
    [InlineData("git@host:acme/shop.git", "acme/shop")]
    [InlineData("http://127.0.0.1:8080/hello.git", "8080/hello")]
    public void A_repository_is_called_by_owner_and_name(string url, string name) => Assert.Equal(name, Words.Repository(url));

    [Theory]
    [InlineData("min-ji", "MJ")]
    [InlineData("ada", "AD")]
    [InlineData("Jonas Weber", "JW")]
    [InlineData(null, "?")]
    public void A_person_has_two_letters(string? name, string letters) => Assert.Equal(letters, Initials.Of(name));

    [Fact]
    public void Every_state_has_icon_word_and_tint()
    {
        var looks = Enum.GetValues<BuildState>().Select(Badges.Of).Concat(Enum.GetValues<DeploymentState>().Select(Badges.Of)).ToList();

        Assert.All(looks, look => Assert.All([look.Icon, look.Word, look.Tint], text => Assert.NotEmpty(text)));
        Assert.Equal(looks.Count(look => look.Word == "Failed"), looks.Count(look => look.Tint == "failed"));
    }

    [Fact]
    public void A_cancel_that_is_under_way_is_not_called_done() =>
        Assert.Equal("Canceling…", Badges.Of(Sample.Build(1, BuildState.Running) with { CanceledBy = "ada" }).Word);
}
