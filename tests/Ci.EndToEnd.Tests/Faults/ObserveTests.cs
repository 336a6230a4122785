using Ci.Testing;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>A release turns out to be sick only after it got the traffic.</summary>
public sealed class ObserveTests
{
    private const string Page = "cgi-bin/page";
    private const string BuildWithPage = "mkdir -p dist\ncp -r index.html start.sh cgi-bin dist/\nchmod 755 dist/cgi-bin/page\n";

    [Fact]
    public async Task A_container_that_stops_while_it_is_watched_gives_the_traffic_back_within_a_second()
    {
        await using var stage = await Stage.StartAsync();
        var app = await stage.AddAppAsync(new AppSettings { ObserveMs = 60_000 });
        await app.PushLiveAsync("one", 1);
        await app.PushLiveAsync("two", 2);
        Assert.Equal("two", await app.PageAsync());

        // A request that is on its way to the dead container waits for its connection and is then sent to the other; a new one is asked for.
        using var visitor = new HttpClient { Timeout = TimeSpan.FromMilliseconds(300) };
        await EngineParts.KillAsync(await app.ContainerAsync(2));
        var killed = TimeProvider.System.GetTimestamp();
        await Eventually.TrueAsync(async () => await visitor.GetStringAsync(app.Address) == "one", "the earlier release to serve again", TimeSpan.FromSeconds(10));
        var took = TimeProvider.System.GetElapsedTime(killed);

        // The rule says about a second; the rest is for a machine that runs other tests too.
        Assert.True(took < TimeSpan.FromSeconds(3), $"It took {took.TotalSeconds:0.0} s.");
        TestContext.Current.SendDiagnosticMessage($"Switched back after {took.TotalMilliseconds:0} ms.");
        var deployment = await app.DeploymentStateAsync(2, "RolledBack");
        Assert.Contains("stopped after the switch", deployment.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(deployment.GetProperty("nextAction").GetString()!);
        await app.DeploymentStateAsync(1, "Live");
        await app.OnlyLiveIsLeftAsync(1);
    }

    [Fact]
    public async Task A_release_that_is_healthy_but_fails_its_visitors_gives_the_traffic_back()
    {
        await using var stage = await Stage.StartAsync();
        var app = await stage.AddAppAsync(new AppSettings { ObserveMs = 60_000 });
        await app.PushAsync("one", BuildWithPage, more: Answering("200 OK"));
        await app.LiveAsync(1);
        await using var load = LoadLoop.Start(new Uri(app.Address, Page), _ => true, clients: 2);

        await app.PushAsync("two", BuildWithPage, more: Answering("500 Broken"));

        var deployment = await app.DeploymentStateAsync(2, "RolledBack");
        Assert.Contains("requests failed after the switch", deployment.GetProperty("reason").GetString(), StringComparison.Ordinal);
        await app.DeploymentStateAsync(1, "Live");
        Assert.Equal("one", await app.PageAsync());
    }

    private static Dictionary<string, string?> Answering(string status) => new(StringComparer.Ordinal)
    {
        [Page] = $"#!/bin/sh\nprintf 'Status: {status}\\r\\nContent-Type: text/plain\\r\\n\\r\\nhello'\n",
    };
}
