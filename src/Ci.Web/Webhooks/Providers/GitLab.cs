using System.Security.Cryptography;
using System.Text;
using Ci.Jobs.Triggers;
using Microsoft.Extensions.Primitives;

namespace Ci.Web.Webhooks.Providers;

/// <summary>GitLab's push, tag push and merge request hooks, proved by its signing token or its older secret token.</summary>
public sealed class GitLab : IWebhookProvider
{
    public string Name => "gitlab";

    public string EventOf(IHeaderDictionary headers) => headers["X-Gitlab-Event"].ToString();

    // A call that is signed is judged by its signature alone: it covers body and time, and a token that was read on its way must not
    // rescue a wrong one. The two are set apart at GitLab, so asking for both would ask for one text in both fields.
    public bool Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        headers.ContainsKey(TimedSignature.Header)
            ? TimedSignature.Matches(headers, body, secrets, now)
            : IsToken(headers["X-Gitlab-Token"], secrets);

    public WebhookCall Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var call = new WebhookCall(Name, WebhookHeaders.Text(headers, "X-Gitlab-Event"), DeliveryId(headers, body.Span), IsPing: false, [], Ignored: null);
        using var payload = Payload.Parse(body);
        return call.Event switch
        {
            "Push Hook" or "Tag Push Hook" => call with { Pushes = [Push(payload)] },
            "Merge Request Hook" => MergeRequest(call, payload),
            _ => call.NotAPush(),
        };
    }

    // Hashes are compared, so that the time tells no length either. A signing key is no token: it must never have been sent.
    private static bool IsToken(StringValues header, IReadOnlyList<string> secrets)
    {
        if (header is not [{ Length: > 0 } token] || TimedSignature.IsKey(token)) return false;
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(token));
        var matches = false;
        foreach (var secret in secrets) matches |= CryptographicOperations.FixedTimeEquals(given, SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        return matches;
    }

    // Before 17.4 there is only the event's id, and two branches pushed at once share it: the body tells them apart.
    private static string? DeliveryId(IHeaderDictionary headers, ReadOnlySpan<byte> body) =>
        WebhookHeaders.OptionalText(headers, "webhook-id", "Idempotency-Key")
        ?? (WebhookHeaders.OptionalText(headers, "X-Gitlab-Event-UUID") is { } shared ? $"{shared}-{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 8))}" : null);

    private static Push Push(Payload payload)
    {
        var after = payload.Commit("after");
        // An annotated tag's after is the tag's own object.
        if (after is not null) after = payload.OptionalCommit("checkout_sha") ?? after;
        var head = after is null ? null : payload.Items("commits").LastOrDefault(commit => commit.WholeCommit("id") == after);
        var message = head?.OptionalText("message");
        return new Push(
            payload.Repository("project.path_with_namespace"),
            payload.Url("project.git_http_url"),
            payload.Url("project.git_ssh_url"),
            payload.Ref("ref"),
            payload.OptionalCommit("before"),
            after,
            payload.Line("user_username", "user_name") ?? "unknown",
            PushText.Line(message),
            head?.Line("author.name"),
            Deleted: after is null,
            Forced: false) { ChangedPaths = ChangedPaths.OfCommits(payload), SkipWord = SkipWords.Find(message) };
    }

    private static WebhookCall MergeRequest(WebhookCall call, Payload payload)
    {
        var (number, action) = (payload.Number("object_attributes.iid"), payload.Line("object_attributes.action"));
        // An update without oldrev changed the title, the labels or the like.
        if (action is not ("open" or "reopen" or "update") || (action == "update" && !payload.Has("object_attributes.oldrev"))) return call.NoNewCommits(number, action);
        var message = payload.OptionalText("object_attributes.last_commit.message");
        var push = new Push(
            payload.Repository("project.path_with_namespace"),
            payload.Url("project.git_http_url"),
            payload.Url("project.git_ssh_url"),
            $"refs/merge-requests/{number}/head",
            payload.WholeCommit("object_attributes.oldrev"),
            payload.WholeCommit("object_attributes.last_commit.id"),
            payload.Line("user.username", "user.name") ?? "unknown",
            PushText.Line(message),
            payload.Line("object_attributes.last_commit.author.name"),
            Deleted: false,
            Forced: false) { SkipWord = SkipWords.Find(message) };
        var proposal = new PullRequest(
            number,
            payload.Line("object_attributes.title") ?? "",
            payload.Branch("object_attributes.source_branch"),
            payload.Branch("object_attributes.target_branch"),
            // A fork that was deleted has no id any more.
            FromFork: !payload.Has("object_attributes.source_project_id")
                || payload.Number("object_attributes.source_project_id") != payload.Number("object_attributes.target_project_id"));
        return call with { Pushes = [push with { PullRequest = proposal }] };
    }
}
