using System.Globalization;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

public sealed class ScheduleRulesTests
{
    [Fact]
    public void The_next_times_are_in_the_projects_zone() => Assert.Equal(
        ["2026-11-25T03:30:00+01:00", "2026-11-26T03:30:00+01:00", "2026-11-27T03:30:00+01:00", "2026-11-30T03:30:00+01:00", "2026-12-01T03:30:00+01:00"],
        Next("30 3 * * 1-5", "Europe/Berlin", "2026-11-24T12:00:00Z"));

    [Fact]
    public void An_hour_that_the_clocks_leave_out_is_made_up_for_right_after_it() => Assert.Equal(
        ["2026-03-28T02:30:00+01:00", "2026-03-29T03:00:00+02:00", "2026-03-30T02:30:00+02:00"], Next("30 2 * * *", "Europe/Berlin", "2026-03-27T12:00:00Z").Take(3));

    [Fact]
    public void An_hour_that_comes_twice_counts_once() => Assert.Equal(
        ["2026-10-25T02:30:00+02:00", "2026-10-26T02:30:00+01:00"], Next("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z").Take(2));

    [Fact]
    public void A_day_that_never_comes_has_no_times() => Assert.Empty(Next("0 0 31 2 *", "UTC", "2026-11-24T12:00:00Z"));

    [Theory]
    [InlineData("@daily")]
    [InlineData("@every_second")]
    [InlineData("0 30 3 * * 1-5")]
    [InlineData("30 3 *")]
    [InlineData("")]
    public void A_schedule_has_five_fields(string cron)
    {
        var error = Assert.Single(TriggerSettingsRules.Check(new TriggerSettings { Schedules = [new BuildSchedule { Cron = cron }] }));

        Assert.Equal($"Schedule \"{cron}\" has not five fields: write minute, hour, day of month, month and day of week, such as \"30 3 * * 1-5\".", error.Message);
    }

    [Fact]
    public void What_cannot_be_used_is_named()
    {
        var errors = TriggerSettingsRules.Check(new TriggerSettings
        {
            Branches = ["release/*", "a{b"], Paths = ["docs", "x//y"], TimeZone = "Mars/Olympus", Schedules = [new BuildSchedule { Cron = "61 * * * *" }, new BuildSchedule { Cron = "0 3 * * *", Branch = "-x" }],
        }).ToList();

        Assert.Equal(
            ["settings.trigger.branches", "settings.trigger.paths", "settings.trigger.timeZone", "settings.trigger.schedules", "settings.trigger.schedules"], errors.Select(error => error.Field));
        Assert.Equal("Pattern \"a{b\" contains braces, which have no meaning here: write one pattern for each.", errors[0].Message);
        Assert.Equal("Pattern \"x//y\" contains an empty part.", errors[1].Message);
        Assert.Contains("Mars/Olympus", errors[2].Message, StringComparison.Ordinal);
        Assert.Contains("61 * * * *", errors[3].Message, StringComparison.Ordinal);
        Assert.Empty(TriggerSettingsRules.Check(new TriggerSettings()));
    }

    private static IEnumerable<string> Next(string cron, string zone, string after) =>
        ScheduleRules.Next(cron, zone, DateTimeOffset.Parse(after, CultureInfo.InvariantCulture), 5).Select(time => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
}
