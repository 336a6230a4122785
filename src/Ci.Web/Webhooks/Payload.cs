using System.Text.Json;
using System.Text.Unicode;
using Ci.Jobs.Projects;

namespace Ci.Web.Webhooks;

/// <summary>
/// Reads a JSON body by the names of its fields (<c>repository.full_name</c>). What is missing or of the wrong kind throws a
/// <see cref="WebhookFormatException"/> that names the field.
/// </summary>
public sealed class Payload : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private readonly JsonDocument _document;

    private Payload(JsonDocument document) => _document = document;

    /// <summary>The parsed body, a JSON object.</summary>
    public static Payload Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span)) throw new WebhookFormatException("The body is not valid UTF-8.");
        try
        {
            var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return new Payload(document);
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

    public string Text(string field) => OptionalText(field) ?? throw new WebhookFormatException($"Field {field} is missing.");

    /// <summary>Null when the field, or one above it, is missing or null.</summary>
    public string? OptionalText(string field)
    {
        if (Find(field) is not { } element) return null;
        if (element.ValueKind != JsonValueKind.String) throw new WebhookFormatException($"Field {field} is not a text.");
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped.
            throw new WebhookFormatException($"Field {field} is not valid Unicode.");
        }
    }

    public bool Flag(string field) => Find(field)?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw new WebhookFormatException($"Field {field} is neither true nor false."),
    };

    /// <summary>A whole commit id in lower case; null for the zeros that stand for "none".</summary>
    public string? Commit(string field)
    {
        var text = Text(field);
        return !RefRules.IsCommit(text) ? throw new WebhookFormatException($"Field {field} is not a commit id of 40 or 64 hex digits.")
            : text.All(digit => digit == '0') ? null
            : text.ToLowerInvariant();
    }

    /// <summary>A whole ref such as <c>refs/heads/main</c>, as git would accept it.</summary>
    public string Ref(string field)
    {
        var text = Text(field);
        var problem = !text.StartsWith("refs/", StringComparison.Ordinal) ? "does not start with refs/" : RefRules.Problem(text);
        return problem is null ? text : throw new WebhookFormatException($"Field {field} is not a valid ref: it {problem}.");
    }

    public void Dispose() => _document.Dispose();

    private JsonElement? Find(string field)
    {
        var element = _document.RootElement;
        foreach (var name in field.Split('.'))
        {
            if (element.ValueKind != JsonValueKind.Object) throw new WebhookFormatException($"The field above {field} is not an object.");
            if (!element.TryGetProperty(name, out element) || element.ValueKind == JsonValueKind.Null) return null;
        }
        return element;
    }
}
