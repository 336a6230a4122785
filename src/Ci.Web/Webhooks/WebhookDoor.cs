using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks;

/// <summary>Decides whether a call may come in: by whom it is signed, and how often its sender was refused lately.</summary>
internal sealed class WebhookDoor(ProjectStore projects, WebhookSecrets secrets, RejectionLimit limit, Intake intake, TimeProvider time)
{
    /// <summary>Whether this sender was refused so often that it is told no reasons any more. What it proves is taken.</summary>
    public bool IsClosedTo(string source) => limit.IsReached(source);

    /// <summary>The secret that the call was signed with; null when there is none.</summary>
    /// <param name="forge">Knows where the proof stands.</param>
    /// <param name="address">Project of the webhook's address; empty for the installation's.</param>
    /// <param name="headers">The call's.</param>
    /// <param name="body">Its raw bytes.</param>
    public SecretVersion? Prove(IWebhookProvider forge, string address, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        SecretVersion? proven = null;
        var (isKnown, known) = SecretsOf(address);
        var now = time.GetUtcNow();
        foreach (var secret in known)
        {
            // Every one is tried, whichever matches, so that the time tells nothing.
            if (forge.Verify(headers, body, [secret.Value], now) && proven is null) proven = secret;
        }

        return isKnown ? proven : null;
    }

    /// <summary>Puts a refused call on record, unless its sender proved nothing and has filled the record already.</summary>
    public async Task RefuseAsync(string provider, string @event, Received received, string reason, int status, bool proven)
    {
        if (proven || limit.Count(received.Source ?? "")) await intake.RejectAsync(provider, @event, received, reason, status);
    }

    // The address of no project costs a stranger the same time as that of one.
    private (bool IsKnown, IReadOnlyList<SecretVersion> Secrets) SecretsOf(string address)
    {
        if (address.Length == 0) return (true, secrets.Current(project: null));
        var project = projects.IdOf(address);
        return (project is not null, project is { } id && secrets.Current(id) is { Count: > 0 } own ? own : secrets.Current(project: null));
    }
}
