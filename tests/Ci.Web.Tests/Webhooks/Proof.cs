using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Ci.Web.Tests.Webhooks;

/// <summary>
/// A signed call, its signature made by openssl: a file <c>fixtures/{provider}/proof….json</c>. CoversBody: the proof is over the body's bytes.
/// </summary>
internal sealed record Proof(string Secret, DateTimeOffset Now, IReadOnlyDictionary<string, string> Headers, string Body, bool CoversBody)
{
    public string Provider { get; private init; } = "";

    public byte[] Bytes => Encoding.UTF8.GetBytes(Body);

    public static IReadOnlyList<Proof> All { get; } = [.. Fixture.Proofs().Select(Read)];

    public static IEnumerable<TheoryDataRow<int>> Indexes() =>
        All.Select((proof, index) => new TheoryDataRow<int>(index) { Label = $"{proof.Provider} {string.Join(' ', proof.Headers.Keys)}" });

    public static IEnumerable<TheoryDataRow<int>> IndexesOfBodies() => Indexes().Where(row => All[row.Data].CoversBody);

    public HeaderDictionary ToHeaders()
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in Headers) headers[name] = value;
        return headers;
    }

    public bool Verifies(IHeaderDictionary? headers = null, byte[]? body = null, IReadOnlyList<string>? secrets = null, TimeSpan later = default) =>
        Fixture.ProviderOf(Provider).Verify(headers ?? ToHeaders(), body ?? Bytes, secrets ?? [Secret], Now + later);

    private static Proof Read(string file) =>
        JsonSerializer.Deserialize<Proof>(File.ReadAllBytes(file), JsonSerializerOptions.Web)! with { Provider = Path.GetFileName(Path.GetDirectoryName(file))! };
}
