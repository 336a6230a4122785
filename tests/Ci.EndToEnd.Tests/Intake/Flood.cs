using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Ci.EndToEnd.Tests.Intake;

/// <summary>Many calls at one instant, each over a connection of its own that is open already.</summary>
internal sealed class Flood(Uri console, string secret) : IDisposable
{
    private const int AtOnce = 200;
    private readonly ConcurrentDictionary<string, (Socket Socket, byte[] Bytes)> open = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the first answer that is not a 202.</summary>
    public Task Refused => refused.Task;

    public async Task OpenAsync(IReadOnlyList<ForgeCall> calls) => await Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, stop) =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var bytes = Bytes(call);
        await socket.ConnectAsync(console.Host, console.Port, stop);
        open[call.Id] = (socket, bytes);
    });

    /// <summary>Sends them all while it reads the answers.</summary>
    /// <returns>By delivery id, the answer as it came; empty when there was none.</returns>
    public async Task<IReadOnlyDictionary<string, string>> SendAsync(TimeSpan within)
    {
        using var stop = new CancellationTokenSource(within);
        var reading = open.Select(async call => (call.Key, Answer: await ReadAsync(call.Value.Socket, stop.Token))).ToList();
        foreach (var (socket, bytes) in open.Values) await socket.SendAsync(bytes, stop.Token);
        var answers = await Task.WhenAll(reading);
        return answers.ToDictionary(answer => answer.Key, answer => answer.Answer, StringComparer.Ordinal);
    }

    public void Dispose()
    {
        foreach (var (socket, _) in open.Values) socket.Dispose();
    }

    private byte[] Bytes(ForgeCall call)
    {
        using var request = call.ToRequest(console, secret);
        var lines = request.Headers.Select(header => $"{header.Key}: {header.Value.Single()}");
        var head = string.Join("\r\n", [$"POST {request.RequestUri!.AbsolutePath} HTTP/1.1", "Host: ci.test", "Connection: close", "Content-Type: application/json", $"Content-Length: {call.Body.Length}", .. lines, "", ""]);
        return [.. Encoding.ASCII.GetBytes(head), .. call.Body];
    }

    private async Task<string> ReadAsync(Socket socket, CancellationToken stop)
    {
        var (buffer, length) = (new byte[4096], 0);
        try
        {
            while (length < buffer.Length && await socket.ReceiveAsync(buffer.AsMemory(length), stop) is var count and > 0) length += count;
        }
        catch (SocketException)
        {
            // What came is what counts.
        }

        var answer = Encoding.Latin1.GetString(buffer, 0, length);
        if (!answer.StartsWith("HTTP/1.1 202 ", StringComparison.Ordinal)) refused.TrySetResult();
        return answer;
    }
}
