using System.Text;
using System.Text.Encodings.Web;

namespace Ci.Jobs.Logs;

/// <summary>The forms in which a secret may be printed.</summary>
internal static class SecretForms
{
    private const int Shortest = 4;
    private const int ShortestRest = 8;

    /// <summary>Widths at which <c>base64</c> and PEM writers break their output.</summary>
    private static readonly int[] Widths = [64, 76];

    public static IEnumerable<string> Of(string secret)
    {
        string[] lines = [secret, .. secret.Split('\n').Select(line => line.Trim('\r'))];
        return lines.Distinct(StringComparer.Ordinal).Where(line => line.Length >= Shortest).SelectMany(Encoded).Where(form => form.Length >= Shortest);
    }

    private static IEnumerable<string> Encoded(string value)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        var url = Uri.EscapeDataString(value);
        yield return value;
        yield return url;
        yield return LowerEscapes(url);
        yield return url.Replace("%20", "+", StringComparison.Ordinal);
        yield return JavaScriptEncoder.Default.Encode(value);
        yield return JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value);
        yield return Convert.ToHexString(bytes);
        yield return Convert.ToHexStringLower(bytes);
        foreach (var form in Base64(bytes)) yield return form;
    }

    // Inside a longer text the value may start at any of three positions of a group; characters that also depend on its neighbours
    // are left out.
    private static IEnumerable<string> Base64(byte[] bytes)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var text = Convert.ToBase64String([.. new byte[offset], .. bytes]).TrimEnd('=');
            var start = offset == 0 ? 0 : offset + 1;
            var length = (offset + bytes.Length) * 8 / 6;
            if (length <= start) continue;
            var core = text[start..Math.Min(length, text.Length)];
            yield return core;
            yield return core.Replace('+', '-').Replace('/', '_');
            if (offset > 0) continue;
            foreach (var chunk in Widths.Where(width => core.Length > width).SelectMany(width => core.Chunk(width)))
            {
                if (chunk.Length >= ShortestRest) yield return new string(chunk);
            }
        }
    }

    private static string LowerEscapes(string url)
    {
        var lower = new StringBuilder(url);
        for (var i = 0; i < lower.Length; i++)
        {
            if (lower[i] != '%') continue;
            lower[i + 1] = char.ToLowerInvariant(lower[i + 1]);
            lower[i + 2] = char.ToLowerInvariant(lower[i + 2]);
            i += 2;
        }

        return lower.ToString();
    }
}
