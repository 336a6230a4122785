using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Ci.Jobs.Triggers;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>Schedules, looks at repositories, a secret of its own, and a build that waits for a worker.</summary>
internal sealed class SeedTriggers(IServiceProvider services, SeedRows rows)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public void Write()
    {
        Set("docs", new()
        {
            Branches = ["release/*", "!release/old"], Tags = ["v*"], Paths = ["docs", "**/*.md", "!**/drafts/**"], PullRequests = true, Concurrency = ConcurrencyPolicy.CancelRunning,
            Schedules = [new() { Cron = "30 3 * * 1-5" }, new() { Cron = "0 22 * * 0", Branch = "release/2" }], TimeZone = "Europe/Berlin",
        });
        Looked("docs", Now.AddMinutes(-4), null);
        Looked("shop", Now.AddMinutes(-2), null);
        Looked("blog", Now.AddMinutes(-3), "The repository asks for a user name and a password. Add a deploy key, or use an address with access.");
        services.GetRequiredService<WebhookSecrets>().Rotate(Find("docs"), TimeSpan.Zero, "min-ji");
        services.GetRequiredService<WebhookSecrets>().Rotate(null, TimeSpan.FromHours(24), "min-ji");

        var mail = rows.Project("mail", "https://github.com/acme/mail.git");
        rows.Build(mail, 7, BuildState.Queued, Now.AddSeconds(-30), null, "Retry bounced messages", "Jonas Weber");
        rows.Build(mail, 8, BuildState.Queued, Now.AddSeconds(-10), null, "Sign with DKIM", "Jonas Weber");
    }

    private void Set(string name, TriggerSettings trigger)
    {
        var project = Find(name);
        services.GetRequiredService<ProjectStore>().Change(name, project.RepositoryUrl, project.Branch, project.Settings with { Trigger = trigger });
    }

    private void Looked(string name, DateTimeOffset at, string? problem) => services.GetRequiredService<Database>().Write(db =>
    {
        db.Execute("UPDATE projects SET looked_at = @at, look_problem = @problem WHERE name = @name", new { name, at, problem });
    });

    private Project Find(string name) => services.GetRequiredService<ProjectStore>().Find(name)!;
}
