using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks.Providers;

/// <summary>Bitbucket Cloud's <c>repo:push</c>, which may hold many pushes, and its pull requests.</summary>
public sealed class Bitbucket : IWebhookProvider
{
    private const int MaxPushes = 1000;

    public string Name => "bitbucket";

    public string EventOf(IHeaderDictionary headers) => headers["X-Event-Key"].ToString();

    public bool Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        Signature.Matches(headers["X-Hub-Signature"], body, secrets);

    public WebhookCall Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var call = new WebhookCall(
            Name, WebhookHeaders.Text(headers, "X-Event-Key"), WebhookHeaders.OptionalText(headers, "X-Request-UUID"), IsPing: false, [], Ignored: null);
        using var payload = Payload.Parse(body);
        return call.Event switch
        {
            "repo:push" => call with { Pushes = [.. payload.Items("push.changes", MaxPushes).Select(change => Push(payload, change))] },
            "pullrequest:created" or "pullrequest:updated" => PullRequest(call, payload),
            _ => call.NotAPush(),
        };
    }

    private static Push Push(Payload payload, Payload change)
    {
        var deleted = !change.Has("new");
        var side = deleted ? "old" : "new";
        var message = change.OptionalText("new.target.message");
        return new Push(
            payload.Repository("repository.full_name"),
            payload.Url("repository.links.html.href"),
            SshUrl: null,
            // "branch", "tag", "annotated_tag"
            change.RefUnder(change.Text($"{side}.type").EndsWith("tag", StringComparison.Ordinal) ? "refs/tags/" : "refs/heads/", $"{side}.name"),
            change.OptionalCommit("old.target.hash"),
            deleted ? null : change.Commit("new.target.hash"),
            Pusher(payload),
            PushText.Line(message),
            Author(change),
            deleted,
            change.Flag("forced")) { SkipWord = SkipWords.Find(message) };
    }

    // There is no ref of the request's own, and its commit is abbreviated: the tip of the source branch is meant.
    private static WebhookCall PullRequest(WebhookCall call, Payload payload)
    {
        var repository = payload.Repository("repository.full_name");
        var source = payload.Branch("pullrequest.source.branch.name");
        var push = new Push(
            repository,
            payload.Url("repository.links.html.href"),
            SshUrl: null,
            $"refs/heads/{source}",
            Before: null,
            payload.WholeCommit("pullrequest.source.commit.hash"),
            Pusher(payload),
            HeadMessage: null,
            HeadAuthor: null,
            Deleted: false,
            Forced: false);
        // A fork that was deleted has no repository any more.
        var fromFork = !repository.Equals(payload.OptionalText("pullrequest.source.repository.full_name"), StringComparison.OrdinalIgnoreCase);
        var proposal = new PullRequest(
            payload.Number("pullrequest.id"), payload.Line("pullrequest.title") ?? "", source, payload.Branch("pullrequest.destination.branch.name"), fromFork);
        return call with { Pushes = [push with { PullRequest = proposal }] };
    }

    private static string Pusher(Payload payload) => payload.Line("actor.nickname", "actor.display_name") ?? "unknown";

    // Without an account there is only "Ann <ann@example.com>".
    private static string? Author(Payload change) =>
        change.Line("new.target.author.user.display_name") ?? PushText.Line(change.Line("new.target.author.raw")?.Split('<')[0].TrimEnd());
}
