namespace Ci.Jobs.Triggers;

/// <summary>How a call came in, apart from what it says.</summary>
/// <param name="Address">Project of the webhook's address; empty for the installation's.</param>
/// <param name="Source">Address of the sender; null when there is no sender.</param>
/// <param name="Proof">How it was proven, such as "HMAC-SHA256, secret 2"; a sentence about the lack of it when it was not.</param>
/// <param name="Headers">Names and values, the secret ones redacted.</param>
/// <param name="Body">Raw bytes, as they are kept: e-mail addresses redacted.</param>
/// <param name="Size">Bytes of the body as sent.</param>
public sealed record Received(
    string Address, string? Source, string Proof, IReadOnlyList<HeaderLine> Headers, ReadOnlyMemory<byte> Body, int Size);
