using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks.Providers;

/// <summary>
/// The <c>repo:refs_changed</c>, which may hold many pushes, pull requests and <c>diagnostics:ping</c> of Bitbucket Data Center and Server.
/// </summary>
public sealed class BitbucketServer : IWebhookProvider
{
    private const int MaxPushes = 1000;

    public string Name => "bitbucket-server";

    public string EventOf(IHeaderDictionary headers) => headers["X-Event-Key"].ToString();

    public bool Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        Signature.Matches(headers["X-Hub-Signature"], body, secrets);

    public WebhookCall Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var call = new WebhookCall(
            Name, WebhookHeaders.Text(headers, "X-Event-Key"), WebhookHeaders.OptionalText(headers, "X-Request-Id"), IsPing: false, [], Ignored: null);
        using var payload = Payload.Parse(body);
        return call.Event switch
        {
            "repo:refs_changed" => call with { Pushes = [.. payload.Items("changes", MaxPushes).Select(change => Push(payload, change))] },
            "pr:opened" or "pr:from_ref_updated" => PullRequest(call, payload),
            "diagnostics:ping" => call with { IsPing = true },
            _ => call.NotAPush(),
        };
    }

    private static Push Push(Payload payload, Payload change)
    {
        var push = Moved(payload, "repository", change.Ref("refId"), change.OptionalCommit("fromHash"), change.Commit("toHash"));
        // Newer versions tell of one commit, the head of one of the changes.
        if (push.Deleted || payload.WholeCommit("toCommit.id") != push.After) return push;
        var message = payload.OptionalText("toCommit.message");
        return push with { HeadMessage = PushText.Line(message), HeadAuthor = payload.Line("toCommit.author.name"), SkipWord = SkipWords.Find(message) };
    }

    private static WebhookCall PullRequest(WebhookCall call, Payload payload)
    {
        var number = payload.Number("pullRequest.id");
        var push = Moved(
            payload, "pullRequest.toRef.repository", $"refs/pull-requests/{number}/from",
            payload.OptionalCommit("previousFromHash"), payload.Commit("pullRequest.fromRef.latestCommit"));
        var proposal = new PullRequest(
            number,
            payload.Line("pullRequest.title") ?? "",
            payload.Branch("pullRequest.fromRef.displayId"),
            payload.Branch("pullRequest.toRef.displayId"),
            FromFork: payload.Number("pullRequest.fromRef.repository.id") != payload.Number("pullRequest.toRef.repository.id"));
        return call with { Pushes = [push with { Deleted = false, PullRequest = proposal }] };
    }

    private static Push Moved(Payload payload, string repository, string reference, string? before, string? after)
    {
        var path = $"{payload.Text($"{repository}.project.key")}/{payload.Text($"{repository}.slug")}";
        if (!PushText.IsRepository(path)) throw new WebhookFormatException($"Fields {repository}.project.key and {repository}.slug make no repository.");
        // Not every version sends the links; without them the path has to do.
        var urls = payload.Items($"{repository}.links.clone").ToLookup(link => link.Text("name") == "ssh", link => link.Url("href"));
        return new Push(
            path,
            urls[false].FirstOrDefault(),
            urls[true].FirstOrDefault(),
            reference,
            before,
            after,
            payload.Line("actor.name", "actor.displayName") ?? "unknown",
            HeadMessage: null,
            HeadAuthor: null,
            Deleted: after is null,
            Forced: false);
    }
}
