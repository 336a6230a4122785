using System.Buffers;
using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Logs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary>Logs as text: the lines there are at the time of asking.</summary>
internal static class LogsApi
{
    private const int ChunkBytes = 64 * 1024;

    public static Results<PushStreamHttpResult, ProblemHttpResult> OfBuild(long id, BuildStore builds, LogFolder logs) =>
        builds.Find(id) is { } build
            ? Text(logs, new LogKey(build.Project, LogKind.Build, build.Number))
            : Problems.NotFound($"There is no build with the id {id}.");

    public static Results<PushStreamHttpResult, ProblemHttpResult> OfDeployment(string project, int number, DeploymentStore deployments, LogFolder logs) =>
        deployments.Find(project, number) is not null
            ? Text(logs, new LogKey(project, LogKind.Deployment, number))
            : Problems.NotFound($"There is no deployment #{number} of a project \"{project}\".");

    private static PushStreamHttpResult Text(LogFolder logs, LogKey key) => TypedResults.Stream(
        async output =>
        {
            await using var log = logs.OpenRaw(key);
            if (log is not null) await CopyAsync(log, output, log.Length);
        },
        "text/plain; charset=utf-8");

    // The log may be growing: without an end, a slow reader of a fast build would never get there.
    private static async Task CopyAsync(Stream log, Stream output, long bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            while (bytes > 0 && await log.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, bytes))) is var read and > 0)
            {
                await output.WriteAsync(buffer.AsMemory(0, read));
                bytes -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
