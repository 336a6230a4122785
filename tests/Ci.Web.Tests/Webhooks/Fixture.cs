using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Ci.Jobs.Triggers;
using Ci.Web.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Ci.Web.Tests.Webhooks;

/// <summary>
/// A call as the forge documents it and what it reads as: a file <c>fixtures/{provider}/{name}.json</c> with <c>headers</c>, <c>body</c>
/// and <c>reads</c>, the <see cref="WebhookCall"/> without its fields that are null, false or empty.
/// </summary>
internal sealed record Fixture(string Provider, string Name, IReadOnlyDictionary<string, string> Headers, byte[] Body, JsonNode Reads)
{
    private const string ProofPrefix = "proof";

    private static readonly JsonSerializerOptions Sparse = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    public static IReadOnlyList<Fixture> All { get; } = [.. Files().Where(file => !IsProof(file)).Select(Read)];

    public static string[] Folders() => [.. Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>Files with a <see cref="Proof"/>.</summary>
    public static IEnumerable<string> Proofs() => Files().Where(IsProof);

    public static IEnumerable<TheoryDataRow<string, string>> Names() => All.Select(fixture => new TheoryDataRow<string, string>(fixture.Provider, fixture.Name));

    public static Fixture Of(string provider, string name) => All.Single(fixture => fixture.Provider == provider && fixture.Name == name);

    public static IWebhookProvider ProviderOf(string name) => Assert.IsType<IWebhookProvider>(WebhookProviders.All().Find(name), exactMatch: false);

    public HeaderDictionary ToHeaders()
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in Headers) headers[name] = value;
        return headers;
    }

    public WebhookCall Read(byte[]? body = null) => ProviderOf(Provider).Read(ToHeaders(), body ?? Body);

    /// <summary>The call with a piece of its body's text replaced, which must be there.</summary>
    public WebhookCall ReadWith(string right, string wrong)
    {
        var text = Encoding.UTF8.GetString(Body);
        Assert.Contains(right, text, StringComparison.Ordinal);
        return Read(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    public static JsonNode Written(WebhookCall call) => WithoutEmptyLists(JsonSerializer.SerializeToNode(call, Sparse)!);

    private static string Root => Path.Combine(AppContext.BaseDirectory, "Webhooks", "fixtures");

    private static IEnumerable<string> Files() => Directory.GetFiles(Root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static bool IsProof(string file) => Path.GetFileName(file).StartsWith(ProofPrefix, StringComparison.Ordinal);

    private static Fixture Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = document.RootElement;
        return new Fixture(
            Path.GetFileName(Path.GetDirectoryName(file))!,
            Path.GetFileNameWithoutExtension(file),
            root.GetProperty("headers").EnumerateObject().ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.Ordinal),
            Encoding.UTF8.GetBytes(root.GetProperty("body").GetRawText()),
            JsonNode.Parse(root.GetProperty("reads").GetRawText())!);
    }

    private static JsonNode WithoutEmptyLists(JsonNode node)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, _) in fields.Where(field => field.Value is JsonArray { Count: 0 }).ToList()) fields.Remove(name);
        }
        if (node is JsonObject or JsonArray)
        {
            foreach (var inner in (node as JsonObject)?.Select(field => field.Value) ?? node.AsArray()) if (inner is not null) WithoutEmptyLists(inner);
        }
        return node;
    }
}
