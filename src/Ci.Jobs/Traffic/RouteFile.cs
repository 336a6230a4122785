using System.Collections.Immutable;
using System.Text.Json;
using Ci.Jobs.Storage;

namespace Ci.Jobs.Traffic;

/// <summary>
/// The durable route table, <c>routes.json</c> in the data directory, readable by its owner only. A save is complete or did not
/// happen: whatever kills the program or the machine, the file holds the table from before or the one from after.
/// </summary>
public sealed class RouteFile(string directory)
{
    public const string Name = "routes.json";
    private const int Format = 1;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Location { get; } = Path.Combine(directory, Name);

    /// <summary>The saved table; the empty one when nothing was saved yet.</summary>
    /// <exception cref="RouteFileException">The file cannot be used. It is left as it is.</exception>
    public RouteTable Load()
    {
        if (!File.Exists(Location)) return RouteTable.Empty;
        try
        {
            return Read(File.ReadAllBytes(Location));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RouteFileException($"{Location} cannot be read: {e.Message} Make it readable for the account that runs this program.", e);
        }
        catch (JsonException e)
        {
            throw Damaged(e.Message, e);
        }
    }

    /// <exception cref="RouteFileException">The table could not be written; the file still holds the table from before.</exception>
    public void Save(RouteTable table)
    {
        try
        {
            DurableFile.Replace(Location, JsonSerializer.SerializeToUtf8Bytes(new Content(Format, table.Version, table.Routes), Json));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RouteFileException($"The routes could not be saved to {Location}: {e.Message} The routes from before stay in force.", e);
        }
    }

    private RouteTable Read(byte[] bytes)
    {
        // The number first: the rest of a newer file may not have this program's shape at all.
        if (JsonSerializer.Deserialize<Header>(bytes, Json)?.Format is not { } format) throw Damaged("it has no format number.");
        if (format > Format)
            throw new RouteFileException($"{Location} was written by a newer version of this program (format {format}, known here: {Format}). Start that version.");
        var content = JsonSerializer.Deserialize<Content>(bytes, Json);
        if (content is null || content.Routes.IsDefault || content.Version < 0) throw Damaged("it lists no routes.");

        var table = new RouteTable(content.Version, content.Routes);
        if (table.Routes.Any(r => r is null)) throw Damaged("it has an empty route.");
        if (table.Routes.Select(r => r.Problem()).FirstOrDefault(p => p is not null) is { } problem) throw Damaged(problem);
        if (table.Routes.DistinctBy(r => (r.Project, r.Environment)).Count() != table.Routes.Length) throw Damaged("it lists a project twice.");
        return table;
    }

    private RouteFileException Damaged(string why, Exception? cause = null) =>
        new($"{Location} is damaged: {why} Repair it, or move it away and deploy every project again.", cause);

    private sealed record Header(int? Format);

    private sealed record Content(int Format, long Version, ImmutableArray<SlotRoute> Routes);
}
