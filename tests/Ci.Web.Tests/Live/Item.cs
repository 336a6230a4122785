using System.Text.Json;

namespace Ci.Web.Tests.Live;

/// <summary>What a client reads of a log item.</summary>
internal sealed record Item(int From, JsonElement[][] Lines, int Total, string? End)
{
    public IEnumerable<string> Texts => Lines.Select(line => line[2].GetString()!);
}
