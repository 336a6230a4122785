using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks.Providers;

/// <summary>
/// Our own signed call, for scripts and for forges that are not here: <c>X-Ci-Event</c> <c>push</c> or <c>ping</c>; the body is described
/// in <c>docs/webhooks.md</c>.
/// </summary>
public sealed class Generic : IWebhookProvider
{
    public string Name => "generic";

    public string EventOf(IHeaderDictionary headers) => headers["X-Ci-Event"].ToString();

    public bool Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        Signature.Matches(headers["X-Ci-Signature-256"], body, secrets);

    public WebhookCall Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var call = new WebhookCall(
            Name, WebhookHeaders.Text(headers, "X-Ci-Event"), WebhookHeaders.OptionalText(headers, "X-Ci-Delivery"), IsPing: false, [], Ignored: null);
        using var payload = Payload.Parse(body);
        return call.Event switch
        {
            "push" => call with { Pushes = [Push(payload)] },
            "ping" => call with { IsPing = true },
            _ => call.NotAPush(),
        };
    }

    private static Push Push(Payload payload)
    {
        var (repository, url) = Repository(payload);
        var after = payload.OptionalCommit("after");
        var message = payload.OptionalText("message");
        return new Push(
            repository,
            url is { Scheme: not "ssh" } ? payload.Url("repository") : null,
            url is { Scheme: "ssh" } ? payload.Url("repository") : null,
            payload.Ref("ref"),
            payload.OptionalCommit("before"),
            after,
            payload.Line("pusher") ?? "unknown",
            PushText.Line(message),
            payload.Line("author"),
            // Zeros delete, as everywhere; without the field the tip of the ref is meant.
            Deleted: after is null && payload.Has("after"),
            payload.Flag("forced")) { ChangedPaths = ChangedPaths.Of(payload.Texts("changed")), SkipWord = SkipWords.Find(message) };
    }

    // A clone URL, owner/name, or nothing: then only the address names the project.
    private static (string Repository, RepositoryUrl? Url) Repository(Payload payload)
    {
        var text = payload.Url("repository");
        if (text is null) return ("", null);
        if (PushText.IsRepository(text)) return (text, null);
        return RepositoryUrl.Read(text, out var problem) is { } url ? (url.Path, url)
            : throw new WebhookFormatException($"Field repository is neither a clone URL nor an owner and a name with a slash between: it {problem}.");
    }
}
