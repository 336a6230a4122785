using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ci.Web.Tests.Webhooks;

/// <summary>One webhook call byte by byte over a connection of its own, from any loopback address.</summary>
internal sealed class RawCall : IDisposable
{
    private readonly TcpClient tcp;

    private RawCall(TcpClient tcp) => this.tcp = tcp;

    /// <param name="console">Where the server is.</param>
    /// <param name="from">Such as <c>127.0.0.2</c>: another sender.</param>
    public static async Task<RawCall> ConnectAsync(Uri console, string from = "127.0.0.1")
    {
        var tcp = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0)) { NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, console.Port);
        return new RawCall(tcp);
    }

    /// <summary>Sends line and headers.</summary>
    /// <param name="path">As in <c>/webhook/github</c>.</param>
    /// <param name="length">The announced length; null sends chunks.</param>
    /// <param name="headers">More lines, such as <c>X-GitHub-Event: push</c>.</param>
    public Task HeadAsync(string path, long? length, params IEnumerable<string> headers)
    {
        var size = length is { } known ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {known}") : "Transfer-Encoding: chunked";
        return SendAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", [$"POST {path} HTTP/1.1", "Host: ci.test", "Content-Type: application/json", size, .. headers, "", ""])));
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await tcp.GetStream().WriteAsync(bytes);

    /// <summary>One chunk; an empty one is the last.</summary>
    public async Task ChunkAsync(ReadOnlyMemory<byte> bytes)
    {
        await SendAsync(Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
        await SendAsync(bytes);
        await SendAsync("\r\n"u8.ToArray());
    }

    /// <summary>Status line, headers and body as they came, up to the announced length; the date is left out.</summary>
    public async Task<string> AnswerAsync(TimeSpan? within = null)
    {
        using var reader = new StreamReader(tcp.GetStream(), Encoding.Latin1, leaveOpen: true);
        using var stop = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(20));
        var (lines, length, chunked) = (new List<string>(), 0, false);
        while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } line)
        {
            if (line.StartsWith("Content-Length: ", StringComparison.Ordinal)) length = int.Parse(line["Content-Length: ".Length..], CultureInfo.InvariantCulture);
            chunked |= line == "Transfer-Encoding: chunked";
            if (!line.StartsWith("Date: ", StringComparison.Ordinal)) lines.Add(line);
        }

        var body = new StringBuilder(await BlockAsync(length));
        while (chunked && int.Parse(await reader.ReadLineAsync(stop.Token) ?? "", NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var size)
        {
            body.Append(await BlockAsync(size));
            await reader.ReadLineAsync(stop.Token);
            if (size == 0) break;
        }

        return string.Join('\n', [.. lines, "", body.ToString()]);

        async Task<string> BlockAsync(int count)
        {
            var block = new char[count];
            await reader.ReadBlockAsync(block, stop.Token);
            return new string(block);
        }
    }

    public async Task<int> StatusAsync(TimeSpan? within = null) => int.Parse((await AnswerAsync(within)).Split(' ')[1], CultureInfo.InvariantCulture);

    public void Dispose() => tcp.Dispose();
}
