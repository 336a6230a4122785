using System.Text.RegularExpressions;

namespace Ci.Web.Webhooks;

/// <summary>
/// Reads a header that goes by one of several names; the first that is there counts. It holds one short text, given once, else a
/// <see cref="WebhookFormatException"/> names it.
/// </summary>
internal static partial class WebhookHeaders
{
    public static string Text(IHeaderDictionary headers, params ReadOnlySpan<string> names) =>
        OptionalText(headers, names) ?? throw new WebhookFormatException($"Header {names[0]} is missing.");

    public static string? OptionalText(IHeaderDictionary headers, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!headers.TryGetValue(name, out var values) || values.Count == 0) continue;
            return values is [{ } value] && Short().IsMatch(value) ? value
                : throw new WebhookFormatException($"Header {name} is not a single short text of letters, digits, spaces and . _ : -.");
        }
        return null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._:-](?:[A-Za-z0-9._: -]{0,98}[A-Za-z0-9._:-])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Short();
}
