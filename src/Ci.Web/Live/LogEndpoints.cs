using Ci.Jobs.Logs;
using Ci.Jobs.Projects;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Live;

/// <summary>Ranges of a log, search in it and the file itself, beside the page of its build or deployment.</summary>
internal static class LogEndpoints
{
    private const int MostLines = 5000;
    private const int MostFound = 1000;
    private const int LongestSearch = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        MapKind(endpoints, "/projects/{project}/builds/{number:int:min(1)}/log", LogKind.Build);
        MapKind(endpoints, "/projects/{project}/deployments/{number:int:min(1)}/log", LogKind.Deployment);
    }

    private static void MapKind(IEndpointRouteBuilder endpoints, string path, LogKind kind)
    {
        var group = endpoints.MapGroup(path).RequireAuthorization().ExcludeFromDescription();
        group.MapGet("", (string project, int number, LiveLogs logs, int from = 1, int count = 1000) =>
            Answer(logs, project, kind, number, key => logs.Range(key, Math.Max(from, 1), Math.Clamp(count, 1, MostLines))));
        group.MapGet("/steps", (string project, int number, LiveLogs logs) =>
            Answer(logs, project, kind, number, key => logs.Files.Steps(key).Select(step => new object[] { step.Number, step.At.ToUnixTimeMilliseconds(), step.Text })));
        group.MapGet("/search", (string project, int number, LiveLogs logs, string q, int from = 1) =>
            Answer(logs, project, kind, number, key => Search(logs, key, q, from)));
        group.MapGet("/first-error", (string project, int number, LiveLogs logs) =>
            Answer(logs, project, kind, number, key => new { line = logs.Files.FirstError(key) }));
        group.MapGet("/raw", (string project, int number, LiveLogs logs) => Raw(logs, project, kind, number));
    }

    private static Results<JsonHttpResult<T>, ProblemHttpResult> Answer<T>(LiveLogs logs, string project, LogKind kind, int number, Func<LogKey, T> read) =>
        Key(logs, project, kind, number) is { } key ? TypedResults.Json(read(key)) : Missing(project, kind, number);

    private static object Search(LiveLogs logs, LogKey key, string text, int from)
    {
        var found = logs.Files.Search(key, text.Length > LongestSearch ? text[..LongestSearch] : text, Math.Max(from, 1), MostFound + 1);
        return new { lines = found.Take(MostFound), more = found.Count > MostFound };
    }

    // Of a log that is being written the part there is: a download must come to an end.
    private static IResult Raw(LiveLogs logs, string project, LogKind kind, int number)
    {
        if (Key(logs, project, kind, number) is not { } key) return Missing(project, kind, number);
        var name = kind == LogKind.Build ? $"{project}-{number}.log" : $"{project}-deployment-{number}.log";
        return TypedResults.Stream(output => CopyAsync(logs.Files.OpenRaw(key), output), "text/plain; charset=utf-8", name);
    }

    private static async Task CopyAsync(Stream? log, Stream output)
    {
        if (log is null) return;
        await using var file = log;
        var left = file.Length;
        var buffer = new byte[64 * 1024];
        while (left > 0 && await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left))) is var read and > 0)
        {
            await output.WriteAsync(buffer.AsMemory(0, read));
            left -= read;
        }
    }

    // The name of a project that does not exist may be anything; only a known one becomes part of a path.
    private static LogKey? Key(LiveLogs logs, string project, LogKind kind, int number)
    {
        if (ProjectRules.Name("project", project) is not null) return null;
        var key = new LogKey(project, kind, number);
        return logs.Find(key) is null ? null : key;
    }

    private static ProblemHttpResult Missing(string project, LogKind kind, int number) => TypedResults.Problem(
        $"The project \"{project}\" has no {(kind == LogKind.Build ? "build" : "deployment")} #{number}.", statusCode: StatusCodes.Status404NotFound, title: "Not found");
}
