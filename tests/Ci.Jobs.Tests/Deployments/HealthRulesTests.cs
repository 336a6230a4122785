using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Deployments;

public sealed class HealthRulesTests
{
    private static readonly HealthSettings Policy = new() { Path = "/up", HealthyInARow = 2, DeadlineMs = 10_000, IntervalMs = 1000 };

    // One letter a probe: y good, n a wrong answer, - no answer.
    [Theory]
    [InlineData("", 0, Verdict.Pending), InlineData("", 9_999, Verdict.Pending), InlineData("", 10_000, Verdict.Unhealthy)]
    [InlineData("y", 100, Verdict.Pending), InlineData("yy", 100, Verdict.Healthy), InlineData("nn-yy", 100, Verdict.Healthy)]
    [InlineData("yny", 100, Verdict.Pending), InlineData("yyn", 100, Verdict.Pending), InlineData("y-y-y", 20_000, Verdict.Unhealthy)]
    [InlineData("--yy", 20_000, Verdict.Healthy)]
    public void Good_probes_in_a_row_are_healthy_and_the_deadline_ends_the_wait(string probes, int runningMs, Verdict verdict) =>
        Assert.Equal(verdict, HealthRules.Judge(Probes(probes), Policy, TimeSpan.FromMilliseconds(runningMs)));

    [Theory]
    [InlineData(0, Verdict.Pending), InlineData(4_999, Verdict.Pending), InlineData(5_000, Verdict.Healthy), InlineData(500_000, Verdict.Healthy)]
    public void Without_a_path_it_is_enough_to_stay_running(int runningMs, Verdict verdict) =>
        Assert.Equal(verdict, HealthRules.Judge([], Policy with { Path = null, StayRunningMs = 5000 }, TimeSpan.FromMilliseconds(runningMs)));

    [Property(MaxTest = 300)]
    public void The_pause_is_never_zero_and_never_longer_than_the_interval(bool?[] answers, ushort interval)
    {
        var probes = answers.Select(ok => ok is { } good ? Sample.Probe(good ? 200 : 500, good) : Sample.Probe(null)).ToList();
        var policy = Policy with { IntervalMs = 50 + interval };

        Assert.InRange(HealthRules.Pause(probes, policy), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(policy.IntervalMs));
    }

    [Fact]
    public void An_application_that_starts_is_asked_often_at_first_and_then_less()
    {
        var pauses = Enumerable.Range(0, 60).Select(count => HealthRules.Pause(Probes(new string('-', count)), Policy)).ToList();

        Assert.Equal(TimeSpan.FromMilliseconds(20), pauses[0]);
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal(TimeSpan.FromSeconds(1), pauses[^1]);
        Assert.Equal(TimeSpan.FromSeconds(1), HealthRules.Pause(Probes("-n"), Policy));
    }

    [Theory]
    [InlineData("", "No probe of /up could be made within 10 s.", "Docker engine")]
    [InlineData("-n", "/up answered 500 until the deadline of 10 s; expected 200-399.", "last lines")]
    [InlineData("n-", "/up gave no answer within 10 s: connection refused on port 8080", "0.0.0.0")]
    [InlineData("nyny", "/up did not answer well 2 times in a row until the deadline of 10 s.", "probes that failed")]
    public void Why_it_is_not_healthy_is_told_in_one_sentence(string probes, string reason, string action)
    {
        var told = HealthRules.Explain(Probes(probes), Policy);

        Assert.Equal(reason, told.Reason);
        Assert.Contains(action, told.NextAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_timeout_leads_to_the_deadline_and_not_to_the_port() =>
        Assert.Contains("starts slowly", HealthRules.Explain([Sample.Probe(null, detail: "no answer within 5000 ms")], Policy).NextAction, StringComparison.Ordinal);

    [Property(MaxTest = 300)]
    public void A_range_expects_its_codes_and_no_others(byte from, byte length, short code)
    {
        var (first, last) = (100 + from, 100 + from + length);

        Assert.Equal(code >= first && code <= last, HealthRules.Expects($"{first}-{last}", code));
        Assert.Equal(code == first || code == last, HealthRules.Expects($" {first} ,{last}", code));
    }

    [Theory]
    [InlineData(""), InlineData(","), InlineData("-200"), InlineData("200-"), InlineData("x-300"), InlineData("200-x"), InlineData("2xx"), InlineData("-"), InlineData("399-200"), InlineData("99999999999")]
    public void Odd_lists_expect_nothing(string codes) => Assert.DoesNotContain(Enumerable.Range(-1, 1000), code => HealthRules.Expects(codes, code));

    [Property(MaxTest = 300)]
    public void Any_list_can_be_asked(string codes, int code) => HealthRules.Expects(codes ?? "", code);

    private static List<Probe> Probes(string letters) => [.. letters.Select(letter => letter switch
    {
        'y' => Sample.Probe(200, ok: true),
        'n' => Sample.Probe(500),
        _ => Sample.Probe(null, detail: "connection refused on port 8080"),
    })];
}
