using System.Globalization;
using System.Net;
using Ci.Testing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.EndToEnd.Tests.Intake;

/// <summary>Ten thousand calls of every forge, and a server that is killed twenty times meanwhile: what was acknowledged is there, once.</summary>
public sealed class KilledIntakeTests : IAsyncLifetime
{
    private const int Calls = 10_000, Kills = 20, Connections = 24;
    private static readonly string[] Points = ["delivery-read", "batch-written", "batch-committed", "delivery-committed"];
    private readonly Random random = new(4711);
    private ServerProcess server = null!;
    private string secret = "";

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.StartAsync(new ServerOptions { Environment = Life(fault: null) });
        using var api = new CiApi(server.ConsoleUrl, await server.CreateTokenAsync());
        secret = await api.WebhookSecretAsync();
        for (var number = 0; number < ForgeTraffic.Projects; number++)
        {
            var name = ForgeTraffic.ProjectOf(number);
            await api.CreateProjectAsync(new
            {
                name, repositoryUrl = $"http://127.0.0.1:1/acme/{name}.git", settings = new { build = new { way = "Dockerfile" }, trigger = new { branches = new[] { "**" } } },
            });
        }
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_and_nothing_is_doubled()
    {
        var traffic = ForgeTraffic.Make(Calls, seed: 42);
        using var sender = new ForgeSender(server.ConsoleUrl, secret);

        var sending = sender.SendAsync(traffic.Calls, Connections);
        for (var kill = 1; kill <= Kills; kill++) await LiveAndDieAsync(sender, kill);
        await sending;
        await server.StopAsync();

        Assert.Equal(traffic.Calls.Count, sender.Answers.Count);
        using var db = new SqliteConnection($"Data Source={Path.Combine(server.DataDirectory, "ci.db")};Mode=ReadOnly;Pooling=False");
        Assert.Equal("ok", db.ExecuteScalar<string>("PRAGMA integrity_check"));
        EveryAcknowledgedCallIsOnRecordOnce(db, traffic, sender);
        EveryWantedBuildIsThereOnce(db, traffic);
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    // Every other life ends at a fault point, the others at any moment.
    private async Task LiveAndDieAsync(ForgeSender sender, int kill)
    {
        var enough = Calls * kill / (Kills + 1);
        if (kill % 2 == 0)
        {
            await server.RelaunchAsync(Life($"{Points[kill / 2 % Points.Length]}:{random.Next(10, 30)}:kill"));
            await server.ExitedAsync(TimeSpan.FromSeconds(60));
        }
        else
        {
            await Eventually.TrueAsync(() => Task.FromResult(sender.Answered >= enough), $"{enough} calls to be answered", TimeSpan.FromSeconds(60));
            await server.KillAsync();
        }

        await server.RestartAsync(Life(fault: null));
    }

    private static void EveryAcknowledgedCallIsOnRecordOnce(SqliteConnection db, ForgeTraffic traffic, ForgeSender sender)
    {
        var rows = db.Query<(string Provider, string Id, string Verdict)>("SELECT provider, provider_delivery_id, verdict FROM deliveries WHERE provider_delivery_id IS NOT NULL").ToList();
        var kept = rows.ToDictionary(row => (row.Provider, row.Id), row => row.Verdict);

        for (var number = 0; number < traffic.Calls.Count; number++)
        {
            var call = traffic.Calls[number];
            var answer = sender.Answers[number];
            if (call.Forged) Assert.Equal(HttpStatusCode.Unauthorized, answer);
            else if (answer == HttpStatusCode.BadRequest) Assert.DoesNotContain((call.Provider, call.Id), kept.Keys);
            else Assert.Contains(kept[(call.Provider, call.Id)], (string[])["Built", "Skipped", "Ping"]);
        }

        Assert.Equal(rows.Count, kept.Count);
        Assert.Equal(traffic.Calls.Where((_, number) => (int)sender.Answers[number] < 300).Select(call => (call.Provider, call.Id)).Distinct().Count(), rows.Count);
    }

    private static void EveryWantedBuildIsThereOnce(SqliteConnection db, ForgeTraffic traffic)
    {
        var builds = db.Query<WantedBuild>("SELECT p.name AS Project, b.ref AS Ref, b.commit_hash AS 'Commit' FROM builds b JOIN projects p ON p.id = b.project_id").ToList();

        Assert.Equal(builds.Count, builds.Distinct().Count());
        Assert.Empty(traffic.Wanted.Except(builds));
        Assert.Empty(builds.Except(traffic.Wanted));
        Assert.Equal(0, db.ExecuteScalar<int>("SELECT count(*) FROM builds WHERE delivery_id IS NULL"));
        Assert.Equal(builds.Count, db.ExecuteScalar<int>("SELECT count(DISTINCT build_id) FROM verdicts WHERE verdict = 'Built'"));
    }

    private static Dictionary<string, string?> Life(string? fault) => new(StringComparer.Ordinal)
    {
        ["CI_FAULT"] = fault, ["CI_GIT_ALLOW_HTTP"] = "true", ["CI_LOOK_SECONDS"] = 0.ToString(CultureInfo.InvariantCulture),
    };
}
