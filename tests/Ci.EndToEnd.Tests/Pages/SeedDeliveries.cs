using System.Collections.Concurrent;
using System.Text;
using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Ci.Jobs.Triggers;
using Dapper;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>Deliveries of every kind, with the verdicts that the rules give.</summary>
internal sealed class SeedDeliveries(Database database, ProjectStore projects, SeedRows rows)
{
    public const string Script = "<script>document.title='owned'</script>";
    private const string Valid = "Signature is valid, secret 2";
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private int given;

    /// <summary>A page's address by what is to be seen on it.</summary>
    public static ConcurrentDictionary<string, string> Pages { get; } = new(StringComparer.Ordinal);

    public void Write()
    {
        var docs = Platform();
        Call("github", "ping", 150, null, DeliveryVerdict.Ping, $"The webhook works ({Valid}).", "ping");
        Call("github", "issues", 140, null, DeliveryVerdict.Skipped, "Event issues starts nothing: only pushes and new commits of pull requests do.");
        Push("github", 130, [Of("shop", "refs/heads/dev/tax") with { After = null, Deleted = true }], "deleted");
        Push("gitlab", 125, [Of("worker", "refs/heads/main") with { SkipWord = "[skip ci]" }]);
        Push("github", 120, [Of("shop", "refs/tags/v2.3.0")], "tag");
        Push("github", 110, [Of("worker", "refs/pull/7/head") with { PullRequest = new(7, "Take my code", "patch-1", "main", FromFork: true) }], "fork");
        Push("github", 100, [Of("blog", "refs/heads/main")], "rolled-back", ("blog", 77));
        Call("gitea", "push", 95, null, DeliveryVerdict.Rejected, "Signature does not match.", "rejected", 401, "worker", new HeaderLine("X-Gitea-Signature", "redacted"));
        Call("github", "push", 94, null, DeliveryVerdict.Rejected, "Send the payload as application/json, not encoded. In the webhook's settings choose the content type JSON.", "form", 415, "", new HeaderLine("Content-Type", "application/x-www-form-urlencoded"));
        Push("bitbucket", 90, [Of("shop", "refs/heads/main"), Of("shop", "refs/heads/dev/cart")], "several");
        Push("github", 80, [Of("nowhere", "refs/heads/main")], "nobody");
        Push("github", 70, [Of("shop", $"refs/heads/{Script}") with { Pusher = $"<img src=x onerror=alert(1)>{Script}" }], "script");
        var platform = Push("github", 60, [Of("platform", "refs/heads/main") with { Repository = "acme/platform", ChangedPaths = ["services/api/Invoices/InvoiceTotals.cs"] }], "platform", ("api", 118));
        Skip(platform, docs);
        for (var i = 0; i < 2; i++) database.Write(db => { db.Execute("INSERT INTO redeliveries (delivery_id, at, source) VALUES (@platform, @at, '140.82.115.1')", new { platform, at = Now.AddMinutes(-60).AddSeconds(11 + i) }); });
        Push("poll", 20, [Of("invoices", "refs/heads/main") with { Pusher = "poll" }], "offered");
        Push("github", 3, [Of("shop", "refs/heads/main")], "running", ("shop", 43));
        Push("github", 2, [Of("docs", "refs/heads/main")], "docs", ("docs", 24));
        Push("github", 1, [Of("shop", "refs/heads/main") with { Pusher = "김민준" }], "queued", ("shop", 44));
    }

    private Project Platform()
    {
        var api = rows.Project("api", "https://github.com/acme/platform.git");
        var docs = rows.Project("handbook", "https://github.com/acme/platform.git");
        projects.Change("api", api.RepositoryUrl, "main", api.Settings with { Trigger = new() { Paths = ["services/api/**"] } });
        docs = projects.Change("handbook", docs.RepositoryUrl, "main", docs.Settings with { Trigger = new() { Paths = ["docs/**", "!**/*.png"] } })!;
        rows.Build(api, 118, BuildState.Failed, Now.AddMinutes(-59), 101, "Add currency to invoice totals", "Jonas Weber");
        rows.Build(docs, 23, BuildState.Succeeded, Now.AddHours(-9), 61, "Restructure the quick start", "Mina Park");
        rows.Build(docs, 24, BuildState.Skipped, Now.AddMinutes(-59), 0, "Add currency to invoice totals", "Jonas Weber");
        return docs;
    }

    // What git says when the build starts: the payload had not proven anything.
    private void Skip(long delivery, Project docs)
    {
        string[] changed = ["services/api/Invoices/InvoiceTotals.cs", "services/api/Invoices/Currency.cs", "tests/api/InvoiceTotalsTests.cs", "services/api/docs/invoices.png"];
        var step = TriggerRules.OfPaths(docs.Settings.Trigger, changed, "since #23");
        database.Write(db =>
        {
            var trace = db.QuerySingle<string>("SELECT trace FROM verdicts WHERE delivery_id = @delivery AND project_id = @Id", new { delivery, docs.Id });
            var steps = System.Text.Json.JsonSerializer.Deserialize<List<TriggerStep>>(trace, DapperTypes.Json)!;
            IReadOnlyList<TriggerStep> amended = [.. steps.Select(old => old.Rule == step.Rule ? step : old)];
            var build = db.QuerySingle<long>("UPDATE builds SET delivery_id = @delivery, reason = @Text WHERE project_id = @Id AND number = 24 RETURNING id", new { delivery, docs.Id, step.Text });
            db.Execute("UPDATE verdicts SET verdict = 'Skipped', reason = @Text, trace = @amended, build_id = @build WHERE delivery_id = @delivery AND project_id = @Id", new { delivery, docs.Id, step.Text, amended, build });
        });
    }

    private long Push(string provider, int minutes, IReadOnlyList<Push> pushes, string? page = null, params (string Project, int Number)[] builds)
    {
        var judged = IntakeRules.Concerned("", pushes, projects.List())
            .Select(pair => new Judged(pair.Project, pair.Push, TriggerRules.Judge(pair.Project, pair.Push, earlier: null, new TriggerStep("Signature", TriggerOutcome.Passed, provider == "poll" ? "Found by looking at the repository" : Valid)))).ToList();
        var call = new WebhookCall(provider, "push", null, IsPing: false, pushes, Ignored: null);
        var (verdict, reason) = IntakeRules.Sum(call, Valid, judged, offer: provider == "poll");
        var id = Call(provider, provider == "poll" ? "look" : "push", minutes, pushes, verdict, reason, page, provider == "poll" ? 0 : 202);
        foreach (var (project, push, answer) in judged)
        {
            var number = builds.FirstOrDefault(build => build.Project == project.Name).Number;
            var state = !answer.Starts ? DeliveryVerdict.Skipped : provider == "poll" ? DeliveryVerdict.Offered : DeliveryVerdict.Built;
            database.Write(db => db.Execute(
                """
                INSERT INTO verdicts (delivery_id, project_id, ref, commit_hash, verdict, reason, trace, build_id, judged_at)
                VALUES (@id, @project, @Ref, @After, @state, @Reason, @Trace, (SELECT id FROM builds WHERE project_id = @project AND number = @number), @at);
                UPDATE builds SET delivery_id = @id WHERE project_id = @project AND number = @number;
                """,
                new { id, project = project.Id, push.Ref, push.After, state = state.ToString(), answer.Reason, answer.Trace, number, at = Now.AddMinutes(-minutes) }));
        }

        return id;
    }

    private long Call(
        string provider, string @event, int minutes, IReadOnlyList<Push>? pushes, DeliveryVerdict verdict, string reason, string? page = null, int status = 202, string address = "", params HeaderLine[] headers)
    {
        var rejected = verdict == DeliveryVerdict.Rejected;
        var first = pushes is [var push, ..] ? push : null;
        IReadOnlyList<HeaderLine> sent = [new("X-GitHub-Event", @event), new("X-Hub-Signature-256", "redacted"), new("User-Agent", $"Hookshot {Script}"), .. headers];
        var body = rejected || provider == "poll" ? null : Body(first);
        var id = database.Write(db => db.QuerySingle<long>(
            """
            INSERT INTO deliveries (provider, address, provider_delivery_id, event, actor, repository, ref, commit_hash, pushes, source, proof, headers, body, body_size, verdict, reason, status, received_at)
            VALUES (@provider, @address, @told, @event, @actor, @Repository, @Ref, @After, @pushes, '203.0.113.24', @Valid, @sent, @body, @size, @verdict, @reason, @status, @at)
            RETURNING id
            """,
            new
            {
                provider, address, @event, first?.Repository, first?.Ref, first?.After, Valid, reason, status,
                told = rejected ? null : $"72d3162e-cc78-11f0-8f{given++:00}",
                actor = first?.Pusher ?? (rejected ? "203.0.113.24" : "acme"),
                pushes = pushes ?? [],
                sent = rejected ? headers : sent,
                body = body is null ? null : BodyCodec.Pack(body),
                size = body?.Length ?? 1830,
                verdict = verdict.ToString(),
                at = Now.AddMinutes(-minutes),
            }));
        if (page is not null) Pages[page] = $"/deliveries/{id}";
        return id;
    }

    private static Push Of(string repository, string reference)
    {
        var url = repository == "blog" ? "git@git.example.com:acme/blog.git" : $"https://github.com/acme/{repository}.git";
        return new($"acme/{repository}", url, null, reference, $"f3a90c2e{new string('8', 32)}", $"5b7e0d3c{new string('1', 32)}", "Jonas Weber", "Add currency to invoice totals", "Jonas Weber", Deleted: false, Forced: false);
    }

    private static byte[] Body(Push? push) => Encoding.UTF8.GetBytes($$"""
        {
          "ref": "{{push?.Ref ?? "refs/heads/main"}}", "before": "{{push?.Before}}", "after": "{{push?.After}}", "forced": false, "size": 12,
          "repository": { "id": 18, "full_name": "{{push?.Repository}}", "private": true, "owner": { "name": "acme", "email": "redacted" } },
          "pusher": { "name": "jweber", "email": "redacted" },
          "labels": [],
          "commits": [{{string.Join(", ", Enumerable.Range(1, 12).Select(n => $$"""{ "id": "{{n}}", "message": "{{Script}}", "added": [], "modified": ["services/api/{{n}}.cs"] }"""))}}]
        }
        """);
}
