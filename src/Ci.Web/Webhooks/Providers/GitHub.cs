using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks.Providers;

/// <summary>GitHub's <c>push</c>, <c>pull_request</c> and <c>ping</c>.</summary>
public sealed class GitHub : IWebhookProvider
{
    public string Name => "github";

    public string EventOf(IHeaderDictionary headers) => headers["X-GitHub-Event"].ToString();

    public bool Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        Signature.Matches(headers["X-Hub-Signature-256"], body, secrets);

    public WebhookCall Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var call = new WebhookCall(
            Name, WebhookHeaders.Text(headers, "X-GitHub-Event"), WebhookHeaders.OptionalText(headers, "X-GitHub-Delivery"), IsPing: false, [], Ignored: null);
        using var payload = Payload.Parse(body);
        return call.Event switch
        {
            "push" => GitHubShape.Push(call, payload),
            "pull_request" => GitHubShape.PullRequest(call, payload),
            "ping" => call with { IsPing = true },
            _ => call.NotAPush(),
        };
    }
}
