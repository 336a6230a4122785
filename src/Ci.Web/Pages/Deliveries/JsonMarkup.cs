using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Html;

namespace Ci.Web.Pages.Deliveries;

/// <summary>
/// JSON as lines with colors, every text of it encoded. Lists of objects and large objects are folded; what is too much is counted and
/// left out, so that a payload made large on purpose makes no large page.
/// </summary>
internal sealed class JsonMarkup
{
    private const int MostValues = 2000, MostItems = 20, MostText = 300, LargeObject = 8, LongList = 4;
    private readonly StringBuilder html = new();
    private int values;

    /// <returns>Null when the bytes are no JSON.</returns>
    public static IHtmlContent? Of(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var markup = new JsonMarkup();
            markup.Value(document.RootElement, name: null, top: true);
            return new HtmlString(markup.html.ToString());
        }
        // The latter for a name with half of a surrogate pair.
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Value(JsonElement value, string? name, bool top = false)
    {
        values++;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when !top && value.GetPropertyCount() > LargeObject:
                Folded('{', '}', Count(value.GetPropertyCount(), "fields"), () => Members(value));
                break;
            case JsonValueKind.Object when value.GetPropertyCount() == 0:
                html.Append("{}");
                break;
            case JsonValueKind.Object:
                Open('{', '}', () => Members(value));
                break;
            case JsonValueKind.Array when value.GetArrayLength() == 0:
                html.Append("[]");
                break;
            case JsonValueKind.Array when value.GetArrayLength() > LongList || value.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.Object or JsonValueKind.Array):
                Folded('[', ']', Count(value.GetArrayLength(), name ?? "items"), () => Items(value));
                break;
            case JsonValueKind.Array:
                Open('[', ']', () => Items(value));
                break;
            case JsonValueKind.String:
                Text(value.GetRawText()[1..^1]);
                break;
            default:
                html.Append(CultureInfo.InvariantCulture, $"<span class=\"j-n\">{Encoded(value.GetRawText())}</span>");
                break;
        }
    }

    private void Members(JsonElement value) => Lines(value.EnumerateObject(), value.GetPropertyCount(), int.MaxValue, member =>
    {
        html.Append(CultureInfo.InvariantCulture, $"<span class=\"j-k\">\"{Encoded(member.Name)}\"</span>: ");
        Value(member.Value, member.Name);
    });

    private void Items(JsonElement value) => Lines(value.EnumerateArray(), value.GetArrayLength(), MostItems, item => Value(item, name: null));

    private void Lines<T>(IEnumerable<T> all, int count, int most, Action<T> write)
    {
        var written = 0;
        foreach (var one in all)
        {
            if (written == most || values >= MostValues)
            {
                html.Append(CultureInfo.InvariantCulture, $"<div class=\"muted\">and {count - written:#,0} more</div>");
                return;
            }

            html.Append("<div>");
            write(one);
            html.Append(++written < count ? ",</div>" : "</div>");
        }
    }

    private void Open(char open, char close, Action inside)
    {
        html.Append(open).Append("<div class=\"j-in\">");
        inside();
        html.Append("</div>").Append(close);
    }

    private void Folded(char open, char close, string what, Action inside)
    {
        html.Append(CultureInfo.InvariantCulture, $"<details><summary>{open} {Encoded(what)} {close}</summary><div class=\"j-in\">");
        inside();
        html.Append("</div></details>");
    }

    // As it stands in the payload, escapes and all: half of a surrogate pair reads as what it is.
    private void Text(string raw)
    {
        var text = raw.Length > MostText ? raw[..MostText] + "…" : raw;
        html.Append(raw == Webhooks.Redaction.Mark ? $"<mark>{Encoded(raw)}</mark>" : $"<span class=\"j-s\">\"{Encoded(text)}\"</span>");
    }

    // "1 commit" of a field called commits.
    private static string Count(int count, string name)
    {
        var short_name = name.Length > 40 ? "items" : name;
        return string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 && short_name.EndsWith('s') ? short_name[..^1] : short_name)}");
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
