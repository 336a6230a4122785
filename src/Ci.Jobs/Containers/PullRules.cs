using System.Text.Json;

namespace Ci.Jobs.Containers;

/// <summary>What an engine's text about a failed pull means. Status codes do not tell; only the text does.</summary>
internal static class PullRules
{
    /// <summary>Worth another try: the registry or the way to it had a bad moment.</summary>
    public static bool IsTransient(string failure) => Has(failure, "timeout") || Has(failure, "connection reset") || Has(failure, "unexpected EOF")
        || Has(failure, "TLS handshake") || Has(failure, "502 Bad Gateway") || Has(failure, "503 Service Unavailable") || Has(failure, "temporary failure");

    public static (string Reason, string NextAction) Explain(string image, string failure) => failure switch
    {
        _ when Has(failure, "toomanyrequests") => ($"The registry refuses {image} for now: too many pulls.", "Wait, or sign in to the registry on the engine to get a higher limit."),
        _ when Has(failure, "no matching manifest") => ($"Image {image} has no variant for this machine's architecture.", "Name an image that is made for this machine."),
        _ when Has(failure, "manifest unknown") || Has(failure, "not found") => ($"Image {image} does not exist in its registry.", "Check the name and tag in the project's settings."),
        _ when Has(failure, "unauthorized") || Has(failure, "no basic auth") || Has(failure, "denied") => ($"The registry refuses access to {image}.", "Check the name; a private image must be pulled on the engine first, or its registry signed in to there."),
        _ when Has(failure, "no such host") || Has(failure, "lookup") => ($"The registry of {image} cannot be found by name.", "Check the image name and the machine's DNS. An image that is in the engine already is used without a registry."),
        _ when Has(failure, "connection refused") || IsTransient(failure) || Has(failure, "network is unreachable") => ($"The registry of {image} cannot be reached.", "Check the machine's network. An image that is in the engine already is used without a registry."),
        _ => ($"Image {image} could not be pulled: {FirstLine(failure)}", "Check the image name in the project's settings."),
    };

    /// <summary>The engine's words in what it answered: <c>{"message":"…"}</c>, or plain text.</summary>
    public static string Text(string body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("message", out var message) ? message.ToString() : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }

    /// <summary>Name and tag (or digest) as the engine wants them; no tag means <c>latest</c>.</summary>
    public static (string Name, string? Tag) Split(string image)
    {
        if (image.Contains('@', StringComparison.Ordinal)) return (image, null);
        var colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..]) : (image, "latest");
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
