using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks;

/// <summary>Decides whether a call may come in: by whom it is signed, and how often its sender was refused lately.</summary>
internal sealed class WebhookDoor(ProjectStore projects, WebhookSecrets secrets, RejectionLimit limit, Intake intake, TimeProvider time)
{
    // An address without a secret of its own costs a stranger the same time as one with.
    private static readonly IReadOnlyList<SecretVersion> Nobody = [new(0, "no secret is this one", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch)];

    public bool IsClosedTo(string source) => limit.IsReached(source);

    /// <summary>The secret that the call was signed with; null when there is none.</summary>
    /// <param name="forge">Knows where the proof stands.</param>
    /// <param name="address">Project of the webhook's address; empty for the installation's.</param>
    /// <param name="headers">The call's.</param>
    /// <param name="body">Its raw bytes.</param>
    public SecretVersion? Prove(IWebhookProvider forge, string address, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        SecretVersion? proven = null;
        var (known, now) = (SecretsOf(address), time.GetUtcNow());
        foreach (var secret in known)
        {
            // Every one is tried, whichever matches, so that the time tells nothing.
            if (forge.Verify(headers, body, [secret.Value], now) && proven is null) proven = secret;
        }

        return ReferenceEquals(known, Nobody) ? null : proven;
    }

    /// <summary>Puts a refused call on record, unless its sender has filled the record already.</summary>
    public async Task RefuseAsync(string provider, string @event, Received received, string reason, int status)
    {
        if (limit.Count(received.Source ?? "")) await intake.RejectAsync(provider, @event, received, reason, status);
    }

    private IReadOnlyList<SecretVersion> SecretsOf(string address)
    {
        if (address.Length == 0) return secrets.Current(project: null);
        if (projects.Find(address) is not { } project) return Nobody;
        return secrets.Current(project) is { Count: > 0 } own ? own : secrets.Current(project: null);
    }
}
