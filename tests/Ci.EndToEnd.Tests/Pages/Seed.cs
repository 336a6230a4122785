using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Ci.Jobs.Traffic;
using Microsoft.Extensions.DependencyInjection;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>Five projects in different states, all told by the clock of now.</summary>
internal sealed class Seed(IServiceProvider services)
{
    private readonly SeedRows rows = new(services.GetRequiredService<Database>(), services.GetRequiredService<ProjectStore>());
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public void Write()
    {
        Shop();
        Blog();
        Invoices();
        Docs();
        Fresh();
        new SeedDeliveries(services.GetRequiredService<Database>(), services.GetRequiredService<ProjectStore>(), rows).Write();
        new SeedTriggers(services, rows).Write();
        Logs();
    }

    public static SeededTraffic Traffic() => new(
        RouteTable.Empty.With(Route("shop", Slots.Blue, 41, 30)).With(Route("blog", Slots.Blue, 76, 51)).With(Route("invoices", Slots.Blue, 117, 12)).With(Route("docs", Slots.Green, 22, 9)),
        [
            new(Route("shop", Slots.Blue, 41, 30), false, 11_460, 2, 0, 41, 6, TimeSpan.FromSeconds(200)),
            new(Route("blog", Slots.Blue, 76, 51), false, 812, 0, 0, 2, 0, TimeSpan.FromSeconds(9)),
        ]);

    private void Shop()
    {
        var project = rows.Project("shop", "https://github.com/acme/shop.git", ("DELIVERY_API_URL", "https://delivery.example"), ("CART_TTL", "900"));
        for (var n = 12; n < 40; n++) rows.Build(project, n, n % 9 == 0 ? BuildState.Failed : n % 11 == 0 ? BuildState.Canceled : BuildState.Succeeded, Now.AddHours(-24 - 3 * (40 - n)), 150 + n * 7 % 60);
        rows.Build(project, 38, BuildState.Superseded, Now.AddHours(-25), 0, "Bump @types/node from 22.9 to 22.10", "dependabot");
        rows.Build(project, 40, BuildState.Succeeded, Now.AddHours(-21), 182, "Send order mail in Korean", "김민준");
        rows.Build(project, 41, BuildState.Succeeded, Now.AddHours(-3), 167, "Fix tax rounding at checkout", "Jonas Weber");
        rows.Build(project, 42, BuildState.Succeeded, Now.AddMinutes(-3), 171, "Show delivery date in the cart", "김민준");
        rows.Build(project, 43, BuildState.Running, Now.AddSeconds(-120), null, "Sort orders by date <script>alert(1)</script>", "Mina Park");
        rows.Build(project, 44, BuildState.Queued, Now.AddSeconds(-50), null, "Bump vite from 8.3.7 to 8.3.8", "dependabot");
        rows.Deployment(project, 28, 40, DeploymentState.Retired, Slots.Green, Now.AddHours(-21), 28, finished: Now.AddHours(-3));
        rows.Deployment(project, 29, 41, DeploymentState.RolledBack, Slots.Blue, Now.AddHours(-5), 0, finished: Now.AddHours(-5).AddSeconds(124), reason: "/healthz answered 503 until the deadline of 120 s; expected 200-399.", next: "Read the container's last lines below, fix the cause and push again.");
        rows.Deployment(project, 30, 41, DeploymentState.Live, Slots.Blue, Now.AddHours(-3), 31, report: new(17, 410, 3, 0));
        var candidate = rows.Deployment(project, 31, 42, DeploymentState.CheckingHealth, Slots.Green, Now.AddSeconds(-19), 0);
        rows.Probes(candidate, Now.AddSeconds(-12), (null, 4, "Connection refused (10.213.0.4:3000)"), (503, 120, "starting"), (200, 24, "ok"), (200, 24, "ok"));
        rows.Probes(rows.DeploymentId(project, 30), Now.AddHours(-3), (200, 22, "ok"), (200, 19, "ok"), (200, 18, "ok"));
    }

    private void Blog()
    {
        var project = rows.Project("blog", "git@git.example.com:acme/blog.git", ("CACHE_TTL", "60"));
        for (var n = 50; n < 77; n++) rows.Build(project, n, n % 13 == 0 ? BuildState.Failed : n % 8 == 0 ? BuildState.Skipped : BuildState.Succeeded, Now.AddHours(-5 * (78 - n)), 80 + n * 5 % 40, "Add reading time", "Mina Park");
        rows.Build(project, 77, BuildState.Succeeded, Now.AddMinutes(-32), 95, "Cache rendered posts in Redis", "Mina Park", ("CACHE_TTL", "300"), ("REDIS_URL", "redis://cache:6379"));
        rows.Deployment(project, 50, 75, DeploymentState.Retired, Slots.Green, Now.AddDays(-6), 20, finished: Now.AddDays(-4));
        rows.Deployment(project, 51, 76, DeploymentState.Live, Slots.Blue, Now.AddDays(-4), 22, report: new(4, 90, 0, 0));
        var sick = rows.Deployment(project, 52, 77, DeploymentState.RolledBack, Slots.Green, Now.AddMinutes(-30), 33, finished: Now.AddMinutes(-30).AddSeconds(71), reason: "7.4 % of 812 requests failed after the switch, limit 5 %.", next: "The container's last lines say why. Fix it, then push or deploy again.", report: new(17, 4100, 3, 0), output: SeedText.Container);
        rows.Probes(sick, Now.AddMinutes(-30).AddSeconds(2), (null, 2, "Connection refused (172.30.0.12:3000)"), (null, 2, "Connection refused (172.30.0.12:3000)"), (500, 1900, "{\"status\":\"error\"}"), (503, 98, "{\"status\":\"starting\"}"), (200, 41, "{\"status\":\"ok\",\"redis\":\"skipped\"}"), (200, 38, "{\"status\":\"ok\"}"), (200, 36, "{\"status\":\"ok\"}"), (null, 5000, "The request timed out after 5 s."));
    }

    private void Invoices()
    {
        var project = rows.Project("invoices", "https://github.com/acme/invoices.git");
        for (var n = 90; n < 118; n++) rows.Build(project, n, n is 100 or 114 ? BuildState.Failed : BuildState.Succeeded, Now.AddHours(-6 * (118 - n)), 110 + n * 3 % 30, "Return 409 on duplicate SKU", "Jonas Weber");
        rows.Build(project, 118, BuildState.Failed, Now.AddMinutes(-14), 101, "Add currency to invoice totals", "Jonas Weber");
        rows.Deployment(project, 12, 117, DeploymentState.Live, Slots.Blue, Now.AddDays(-2), 12);
    }

    private void Docs()
    {
        var project = rows.Project("docs", "https://github.com/acme/docs.git");
        for (var n = 8; n < 24; n++) rows.Build(project, n, n % 4 == 0 ? BuildState.Skipped : BuildState.Succeeded, Now.AddHours(-9 * (25 - n)), 60 + n * 7 % 25, "Restructure the quick start", "Mina Park");
        rows.Build(project, 24, BuildState.Running, Now.AddSeconds(-82), null, "Describe webhook retries", "Mina Park");
        rows.Deployment(project, 8, 21, DeploymentState.Retired, Slots.Blue, Now.AddDays(-7), 9, finished: Now.AddDays(-6), warm: Now.AddMinutes(4));
        rows.Deployment(project, 9, 22, DeploymentState.Live, Slots.Green, Now.AddDays(-6), 9);
    }

    private void Fresh() => rows.Project("worker", "https://github.com/acme/worker.git");

    private void Logs()
    {
        var folder = services.GetRequiredService<LogFolder>();
        foreach (var (project, number) in new[] { ("shop", 43), ("invoices", 118) })
        {
            using var log = folder.Append(new LogKey(project, LogKind.Build, number));
            foreach (var (stream, text) in project == "invoices" ? SeedText.FailedBuild : SeedText.RunningBuild) log.Write(stream, text);
        }

        using var deployment = folder.Append(new LogKey("blog", LogKind.Deployment, 52));
        foreach (var (stream, text) in SeedText.Deployment) deployment.Write(stream, text);
    }

    private static SlotRoute Route(string project, string slot, int release, int deployment) =>
        new(project, Environments.Production, slot, release, deployment, "10.213.0.3", 3000);
}
