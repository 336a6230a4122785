using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks.Providers;

/// <summary>
/// The <c>push</c>, <c>delete</c> and <c>pull_request</c> of Gitea and of Forgejo, which sends each header by its own name too.
/// </summary>
public sealed class Gitea : IWebhookProvider
{
    public string Name => "gitea";

    public string EventOf(IHeaderDictionary headers) => headers[headers.ContainsKey("X-Gitea-Event") ? "X-Gitea-Event" : "X-Forgejo-Event"].ToString();

    public bool Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        Signature.Matches(headers[headers.ContainsKey("X-Gitea-Signature") ? "X-Gitea-Signature" : "X-Forgejo-Signature"], body, secrets, prefix: "");

    public WebhookCall Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var call = new WebhookCall(
            Name,
            WebhookHeaders.Text(headers, "X-Gitea-Event", "X-Forgejo-Event"),
            WebhookHeaders.OptionalText(headers, "X-Gitea-Delivery", "X-Forgejo-Delivery"),
            IsPing: false, [], Ignored: null);
        using var payload = Payload.Parse(body);
        return call.Event switch
        {
            "push" => GitHubShape.Push(call, payload),
            "delete" => Deleted(call, payload),
            "pull_request" => GitHubShape.PullRequest(call, payload),
            _ => call.NotAPush(),
        };
    }

    // A branch's deletion comes as this event alone, a tag's also as a push.
    private static WebhookCall Deleted(WebhookCall call, Payload payload)
    {
        var push = new Push(
            payload.Repository("repository.full_name"),
            payload.Url("repository.clone_url"),
            payload.Url("repository.ssh_url"),
            payload.RefUnder(payload.Text("ref_type") == "tag" ? "refs/tags/" : "refs/heads/", "ref"),
            Before: null,
            After: null,
            payload.Line("sender.login") ?? "unknown",
            HeadMessage: null,
            HeadAuthor: null,
            Deleted: true,
            Forced: false);
        return call with { Pushes = [push] };
    }
}
