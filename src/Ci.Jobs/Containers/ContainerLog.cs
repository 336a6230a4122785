using System.Globalization;
using Ci.Jobs.Logs;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Ci.Jobs.Containers;

/// <summary>
/// Brings a container's output into a log, every line once, whoever was killed meanwhile: follow from the last stored time, and after
/// the end read what is left, since a follower that was behind at the end is cut.
/// </summary>
internal sealed class ContainerLog(DockerConnection docker)
{
    private const int MaxBytes = 65536;

    /// <summary>Follows until the container's output ends, then reads the rest.</summary>
    public async Task FollowAsync(string container, LogWriter log, CancellationToken stop)
    {
        await ReadAsync(container, log, follow: true, stop);
        await ReadAsync(container, log, follow: false, stop);
    }

    /// <summary>The last lines of both streams, as text.</summary>
    public async Task<string> TailAsync(string container, int lines, CancellationToken stop)
    {
        var tail = new List<(string At, string Text)>();
        await docker.CallAsync(
            async (client, token) =>
            {
                using var stream = await client.Containers.GetContainerLogsAsync(container, Parameters(follow: false, since: null, lines.ToString(CultureInfo.InvariantCulture)), token);
                await DemultiplexAsync(stream, (_, at, text) => tail.Add((at, text)), token);
            },
            stop);
        return string.Join('\n', tail.OrderBy(line => line.At, StringComparer.Ordinal).TakeLast(lines).Select(line => LogRules.Clean(line.Text)));
    }

    private async Task ReadAsync(string container, LogWriter log, bool follow, CancellationToken stop)
    {
        var resume = log.Resume;
        var output = new ResumeFilter(resume.OutAt, resume.OutCount);
        var errors = new ResumeFilter(resume.ErrAt, resume.ErrCount);
        try
        {
            using var stream = await docker.Client.Containers.GetContainerLogsAsync(container, Parameters(follow, Since(resume), tail: null), stop);
            await DemultiplexAsync(
                stream,
                (target, at, text) =>
                {
                    var filter = target == LogStream.Out ? output : errors;
                    if (filter.IsNew(at)) log.Write(target, text, at);
                },
                stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && DockerConnection.IsAway(failure))
        {
            throw new EngineAwayException($"The Docker engine went away while its output was read: {failure.Message}", failure);
        }
    }

    private static ContainerLogsParameters Parameters(bool follow, string? since, string? tail) => new()
    {
        ShowStdout = true,
        ShowStderr = true,
        Timestamps = true,
        Follow = follow,
        Since = since,
        Tail = tail ?? "all",
    };

    // Times of the two streams cross a little; two seconds back cover that, and the filters drop what is known.
    private static string? Since(LogResume resume)
    {
        var last = string.CompareOrdinal(resume.OutAt, resume.ErrAt) >= 0 ? resume.OutAt : resume.ErrAt;
        if (last is null) return null;
        var at = DateTimeOffset.Parse(last, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() - 2000;
        return string.Create(CultureInfo.InvariantCulture, $"{at / 1000}.{at % 1000:000}000000");
    }

    private static async Task DemultiplexAsync(MultiplexedStream stream, Action<LogStream, string, string> line, CancellationToken stop)
    {
        var output = new LogDemux((at, text) => line(LogStream.Out, at, text));
        var errors = new LogDemux((at, text) => line(LogStream.Err, at, text));
        var buffer = new byte[MaxBytes];
        while (true)
        {
            var read = await stream.ReadOutputAsync(buffer, 0, buffer.Length, stop);
            if (read.EOF) break;
            (read.Target == MultiplexedStream.TargetStream.StandardError ? errors : output).Add(buffer.AsSpan(0, read.Count));
        }

        output.End();
        errors.End();
    }
}
