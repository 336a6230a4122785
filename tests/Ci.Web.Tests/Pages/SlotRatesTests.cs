using Ci.Jobs.Deployments;
using Ci.Web.Pages.SlotView;

namespace Ci.Web.Tests.Pages;

public sealed class SlotRatesTests
{
    private static readonly SlotRoute Route = new("shop", "production", Slots.Blue, 41, 30, "10.0.0.2", 80);

    [Fact]
    public void A_rate_needs_two_readings_apart()
    {
        Assert.Null(Numbers(Reading(0, 100, 0)).PerSecond);
        Assert.Equal(20, Numbers(Reading(-10, 100, 0), Reading(0, 300, 0)).PerSecond);
    }

    [Fact]
    public void Only_what_fell_into_the_window_is_counted()
    {
        var numbers = Numbers(Reading(-299, 1000, 50), Reading(-100, 1500, 50), Reading(0, 2000, 51));

        Assert.Equal((1000, 1), (numbers.Requests, numbers.Errors));
    }

    [Fact]
    public void A_server_younger_than_the_window_counts_from_its_start() =>
        Assert.Equal(300, Numbers(Reading(-10, 100, 0), Reading(0, 300, 0)).Requests);

    [Fact]
    public void Other_projects_are_left_out() =>
        Assert.Empty(SlotRates.Of("blog", [Reading(0, 5, 0)]));

    private static SlotNumbers Numbers(params SlotReading[] readings) => SlotRates.Of("shop", readings)[30];

    private static SlotReading Reading(int seconds, long requests, long errors) =>
        new(Sample.Now.AddSeconds(seconds), [new SlotTraffic(Route, false, requests, errors, 0, 1, 2, TimeSpan.Zero)]);
}
