using System.Text.Json;
using System.Text.Unicode;
using Ci.Jobs.Projects;

namespace Ci.Web.Webhooks;

/// <summary>
/// Reads a JSON body, or an object inside it, by the names of its fields (<c>repository.full_name</c>). A field that is null counts as
/// missing. What is missing or of the wrong kind throws a <see cref="WebhookFormatException"/> that names the field.
/// </summary>
public sealed class Payload : IDisposable
{
    private const int MaxUrl = 1000;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private readonly JsonElement _root;
    private readonly IDisposable? _document;
    private readonly (Payload List, string Field, int Index)? _place;

    private Payload(JsonElement root, IDisposable? document, (Payload List, string Field, int Index)? place) =>
        (_root, _document, _place) = (root, document, place);

    /// <summary>The parsed body, a JSON object.</summary>
    public static Payload Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span)) throw new WebhookFormatException("The body is not valid UTF-8.");
        try
        {
            var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new Payload(document.RootElement, document, place: null);
            document.Dispose();
            throw new WebhookFormatException("The body is not a JSON object.");
        }
        catch (JsonException broken)
        {
            throw new WebhookFormatException(
                $"The body is not valid JSON: wrong, too deep or named twice at line {broken.LineNumber + 1 ?? 1}, byte {broken.BytePositionInLine ?? 0}.");
        }
        catch (InvalidOperationException)
        {
            // A name with half of a surrogate pair, escaped: the search for names given twice cannot compare it.
            throw new WebhookFormatException("The body is not valid JSON: a field's name is not valid Unicode.");
        }
    }

    public bool Has(string field) => Find(field) is not null;

    public string Text(string field) => OptionalText(field) ?? throw Wrong(field, "is missing");

    /// <summary>Null when the field, or one above it, is missing or null.</summary>
    public string? OptionalText(string field) => Find(field) is { } element ? TextOf(element, field) : null;

    /// <summary>What the first of the fields that says something says in its first line; see <see cref="PushText.Line"/>.</summary>
    public string? Line(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (PushText.Line(OptionalText(field)) is { } line) return line;
        }
        return null;
    }

    public bool Flag(string field) => OptionalFlag(field) ?? false;

    public bool? OptionalFlag(string field) => Find(field)?.ValueKind switch
    {
        null => null,
        JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw Wrong(field, "is neither true nor false"),
    };

    /// <summary>A whole number above 0.</summary>
    public int Number(string field) =>
        Find(field) is not { } element ? throw Wrong(field, "is missing")
        : element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number > 0 ? number
        : throw Wrong(field, "is not a whole number above 0");

    /// <summary>A whole commit id in lower case; null for the zeros that stand for "none".</summary>
    public string? Commit(string field) => Has(field) ? OptionalCommit(field) : throw Wrong(field, "is missing");

    /// <summary>As <see cref="Commit"/>, and null when the field is missing.</summary>
    public string? OptionalCommit(string field)
    {
        if (OptionalText(field) is not { } text) return null;
        return !RefRules.IsCommit(text) ? throw Wrong(field, "is not a commit id of 40 or 64 hex digits")
            : text.All(digit => digit == '0') ? null
            : text.ToLowerInvariant();
    }

    /// <summary>A commit id where the forge may abbreviate it; null when it did, or when the field is missing.</summary>
    public string? WholeCommit(string field) => RefRules.IsCommit(OptionalText(field)) ? OptionalCommit(field) : null;

    /// <summary>A whole ref such as <c>refs/heads/main</c>, as git would accept it.</summary>
    public string Ref(string field)
    {
        var text = Text(field);
        var problem = !text.StartsWith("refs/", StringComparison.Ordinal) ? "does not start with refs/" : RefRules.Problem(text);
        return problem is null ? text : throw Wrong(field, $"is not a valid ref: it {problem}");
    }

    /// <summary>The ref of a branch or tag that is given by its short name.</summary>
    public string RefUnder(string prefix, string field)
    {
        var name = Text(field);
        return RefRules.Problem(prefix + name) is { } problem ? throw Wrong(field, $"is not a valid name: it {problem}") : prefix + name;
    }

    /// <summary>The short name of a branch, as git would accept it.</summary>
    public string Branch(string field) => RefUnder("refs/heads/", field)["refs/heads/".Length..];

    /// <summary>A repository's <c>owner/name</c>.</summary>
    public string Repository(string field) =>
        Text(field) is var text && PushText.IsRepository(text) ? text : throw Wrong(field, "is not an owner and a name with a slash between");

    /// <summary>A URL of a length that can be kept; whether it is one decides who uses it.</summary>
    public string? Url(string field) =>
        OptionalText(field) is not { } text ? null : text.Length <= MaxUrl ? text : throw Wrong(field, $"is longer than {MaxUrl} characters");

    /// <summary>The objects of a list, none when it is missing. They live as long as this payload.</summary>
    public IEnumerable<Payload> Items(string field, int max = int.MaxValue) =>
        Elements(field, max).Select((element, index) => new Payload(element, document: null, (this, field, index)));

    /// <summary>The texts of a list, none when it is missing.</summary>
    public IEnumerable<string> Texts(string field) => Elements(field, int.MaxValue).Select(element => TextOf(element, field));

    public void Dispose() => _document?.Dispose();

    private JsonElement.ArrayEnumerator Elements(string field, int max) =>
        Find(field) is not { } list ? default
        : list.ValueKind != JsonValueKind.Array ? throw Wrong(field, "is not a list")
        : list.GetArrayLength() > max ? throw Wrong(field, $"holds more than {max} entries")
        : list.EnumerateArray();

    private JsonElement? Find(string field)
    {
        var element = _root;
        foreach (var name in field.AsSpan().Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object) throw new WebhookFormatException($"The field above {Path(field)} is not an object.");
            if (!element.TryGetProperty(field.AsSpan(name), out element) || element.ValueKind == JsonValueKind.Null) return null;
        }
        return element;
    }

    private string TextOf(JsonElement element, string field)
    {
        if (element.ValueKind != JsonValueKind.String) throw Wrong(field, "is not a text");
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            throw Wrong(field, "is not valid Unicode");
        }
    }

    private WebhookFormatException Wrong(string field, string problem) => new($"Field {Path(field)} {problem}.");

    private string Path(string field) => _place is var (list, name, index) ? $"{list.Path(name)}[{index}].{field}" : field;
}
