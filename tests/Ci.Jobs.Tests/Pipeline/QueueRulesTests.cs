using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Xunit;

namespace Ci.Jobs.Tests.Pipeline;

public sealed class QueueRulesTests
{
    [Fact]
    public void A_build_behind_one_of_its_project_says_its_place_and_after_which() =>
        Assert.Equal("2nd in line, after shop #42", Waits(Queued("shop", 43), Running("shop", 42), Queued("shop", 43)));

    [Fact]
    public void The_place_counts_every_open_build_of_the_project_before_it() =>
        Assert.Equal("4th in line, after shop #44", Waits(Queued("shop", 45), Running("shop", 42), Queued("shop", 43), Queued("shop", 44), Queued("shop", 45), Running("api", 7)));

    [Fact]
    public void A_running_build_goes_first_also_when_its_number_is_higher() =>
        Assert.Equal("2nd in line, after shop #43", Waits(Queued("shop", 42), Queued("shop", 42), Running("shop", 43)));

    [Fact]
    public void The_first_of_its_project_waits_for_a_worker_while_all_are_busy() => Assert.Equal(
        "Waits for a free worker: 2 of 2 are busy (shop #42, api #7)", Waits(Queued("mail", 1), Running("shop", 42), Running("api", 7), Queued("mail", 1), Queued("shop", 43)));

    [Fact]
    public void Many_busy_workers_are_named_in_part() => Assert.Equal(
        "Waits for a free worker: 6 of 6 are busy (a #1, b #1, c #1, d #1 and 2 more)",
        QueueRules.WaitsFor(Queued("mail", 1), [.. "abcdef".Select(name => Running(name.ToString(), 1))], workers: 6));

    [Fact]
    public void With_a_free_worker_it_starts_soon() => Assert.Equal("Starts as soon as a worker takes it", Waits(Queued("mail", 1), Running("shop", 42), Queued("mail", 1)));

    [Fact]
    public void Only_a_waiting_build_waits() => Assert.Null(Waits(Running("shop", 42), Running("shop", 42)));

    [Theory]
    [InlineData(2, "2nd")]
    [InlineData(3, "3rd")]
    [InlineData(11, "11th")]
    [InlineData(12, "12th")]
    [InlineData(13, "13th")]
    [InlineData(22, "22nd")]
    [InlineData(101, "101st")]
    [InlineData(111, "111th")]
    public void Places_read_as_people_say_them(int place, string text) =>
        Assert.StartsWith($"{text} in line", QueueRules.Tell(new(place, Running("shop", 1), [], 2)), StringComparison.Ordinal);

    private static string? Waits(Build build, params Build[] open) => QueueRules.WaitsFor(build, open, workers: 2);

    private static Build Queued(string project, int number) => Of(project, number, BuildState.Queued);

    private static Build Running(string project, int number) => Of(project, number, BuildState.Running);

    private static Build Of(string project, int number, BuildState state) =>
        Sample.Build(number, state: state) with { Project = project, ProjectId = string.GetHashCode(project, StringComparison.Ordinal), Id = HashCode.Combine(project, number) };
}
