using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks;

/// <summary>
/// What a kind of forge sends, in one file: how a call proves its sender and how it reads as pushes. An implementation has a constructor
/// without parameters and no state, is made once, and is called by many requests at a time. It neither waits nor stores nor judges; a call
/// repeated gives an equal result.
/// </summary>
public interface IWebhookProvider
{
    /// <summary>
    /// The address, as in <c>/webhook/github</c>, and the name kept with each delivery: lower-case letters, with dashes between words.
    /// </summary>
    string Name { get; }

    /// <summary>The event that the call says it is, such as <c>push</c>, unproven and as it stands there; empty when it names none.</summary>
    string EventOf(IHeaderDictionary headers);

    /// <summary>
    /// Whether the call comes from who knows one of the secrets; throws nothing. Called before anything else is read. Now is the time at
    /// which the call arrived, for proofs that grow old.
    /// </summary>
    bool Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now);

    /// <summary>Reads a verified call. Throws <see cref="WebhookFormatException"/> and nothing else, whatever the bytes are.</summary>
    WebhookCall Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body);
}
