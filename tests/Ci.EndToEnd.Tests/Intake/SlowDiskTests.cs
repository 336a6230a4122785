using System.Globalization;
using System.Net;
using Ci.Testing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.EndToEnd.Tests.Intake;

/// <summary>Six thousand pushes at one instant, while every commit takes a second until there were too many.</summary>
public sealed class SlowDiskTests : IAsyncLifetime
{
    private const int Calls = 6000;
    private readonly TemporaryFolder folder = new("slow-disk");
    private ServerProcess server = null!;
    private string secret = "";

    private string Slow => folder.PathTo("slow");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Slow, "");
        server = await ServerProcess.StartAsync(new ServerOptions
        {
            Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["CI_FAULT"] = "batch-written:1:slow", ["CI_FAULT_WHILE"] = Slow, ["CI_GIT_ALLOW_HTTP"] = "true", ["CI_LOOK_SECONDS"] = "0",
            },
        });
        using var api = new CiApi(server.ConsoleUrl, await server.CreateTokenAsync());
        secret = await api.WebhookSecretAsync();
        await api.CreateProjectAsync(new
        {
            name = "flooded", repositoryUrl = "http://127.0.0.1:1/acme/flooded.git", settings = new { build = new { way = "Dockerfile" }, trigger = new { branches = new[] { "**" } } },
        });
    }

    [Fact]
    public async Task What_is_acknowledged_is_kept_and_the_rest_is_asked_to_come_again()
    {
        var calls = Enumerable.Range(0, Calls).Select(Push).ToList();
        using var flood = new Flood(server.ConsoleUrl, secret);
        await flood.OpenAsync(calls);
        var before = ProcessMemory.Peak(server.ProcessId);

        var sending = flood.SendAsync(TimeSpan.FromSeconds(120));
        await flood.Refused.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await TheServerIsHealthy();
        File.Delete(Slow);
        var answers = await sending;

        TestContext.Current.SendDiagnosticMessage($"{before} to {ProcessMemory.Peak(server.ProcessId)} MB");
        Assert.InRange(ProcessMemory.Peak(server.ProcessId) - before, 0, 500);
        var accepted = answers.Where(answer => answer.Value.StartsWith("HTTP/1.1 202 ", StringComparison.Ordinal)).Select(answer => answer.Key).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(accepted.Count, 4096, Calls - 1);
        Assert.All(answers.Where(answer => !accepted.Contains(answer.Key)), answer =>
        {
            Assert.StartsWith("HTTP/1.1 503 ", answer.Value, StringComparison.Ordinal);
            Assert.Contains("Retry-After: 10", answer.Value, StringComparison.Ordinal);
        });
        await ThePushThatComesAfterwardsIsTakenAtOnce();
        await server.StopAsync();
        EveryAcceptedPushHasItsBuild(accepted);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    private async Task ThePushThatComesAfterwardsIsTakenAtOnce()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var request = Push(Calls).ToRequest(server.ConsoleUrl, secret);
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private void EveryAcceptedPushHasItsBuild(HashSet<string> accepted)
    {
        using var db = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "ci.db")};Mode=ReadOnly;Pooling=False");
        var kept = db.Query<(string Id, string Commit)>("SELECT d.provider_delivery_id, b.commit_hash FROM deliveries d JOIN builds b ON b.delivery_id = d.id WHERE b.commit_hash = d.commit_hash").ToList();
        Assert.Equal(accepted.Append(Id(Calls)).Order(StringComparer.Ordinal), kept.Select(row => row.Id).Order(StringComparer.Ordinal));
        Assert.Equal(kept.Count, db.ExecuteScalar<int>("SELECT count(*) FROM deliveries"));
        Assert.Equal(kept.Count, db.ExecuteScalar<int>("SELECT count(*) FROM builds"));
    }

    private async Task TheServerIsHealthy()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        Assert.Equal("ok\n", await http.GetStringAsync(new Uri(server.ConsoleUrl, "/healthz"), TestContext.Current.CancellationToken));
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"flood-{number}");

    private static ForgeCall Push(int number) => ForgeCall.Push(
        "github", Id(number), "flooded", string.Create(CultureInfo.InvariantCulture, $"branch/{number}"), SignedPush.NoCommit, "f" + number.ToString("x39", CultureInfo.InvariantCulture));
}
