using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hangfire.Sqlite;

/// <summary>Names and values as they stand in a column.</summary>
internal static partial class Json
{
    public static string Write(IEnumerable<KeyValuePair<string, string?>>? entries) => entries is null
        ? "{}"
        : JsonSerializer.Serialize(entries as Dictionary<string, string?> ?? new(entries), Context.Default.Entries);

    public static Dictionary<string, string?> Read(string text) =>
        text == "{}" ? [] : JsonSerializer.Deserialize(text, Context.Default.Entries)!;

    public static string WriteNames(string[] names) => JsonSerializer.Serialize(names, Context.Default.Names);

    public static string[] ReadNames(string text) => JsonSerializer.Deserialize(text, Context.Default.Names)!;

    [JsonSerializable(typeof(Dictionary<string, string?>), TypeInfoPropertyName = "Entries")]
    [JsonSerializable(typeof(string[]), TypeInfoPropertyName = "Names")]
    private sealed partial class Context : JsonSerializerContext;
}
