using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Intake;

/// <summary>What strangers' large bodies cost the server in memory.</summary>
public sealed class LargeBodyMemoryTests : IAsyncLifetime
{
    private ServerProcess server = null!;

    public async ValueTask InitializeAsync() => server = await ServerProcess.StartAsync();

    [Fact]
    public async Task Bodies_over_the_limit_without_a_length_are_refused_and_take_little()
    {
        await OversizedAsync();
        var before = ProcessMemory.Peak(server.ProcessId);

        for (var round = 0; round < 12; round++) await OversizedAsync();

        TestContext.Current.SendDiagnosticMessage($"oversized: {before} to {ProcessMemory.Peak(server.ProcessId)} MB");
        Assert.InRange(ProcessMemory.Peak(server.ProcessId) - before, 0, 200);
    }

    [Fact]
    public async Task Bodies_that_are_announced_and_do_not_come_take_next_to_nothing()
    {
        await OversizedAsync();
        var before = ProcessMemory.Peak(server.ProcessId);
        List<Socket> slow = [];
        for (var i = 0; i < 500; i++)
        {
            slow.Add(new Socket(SocketType.Stream, ProtocolType.Tcp));
            await slow[^1].ConnectAsync(server.ConsoleUrl.Host, server.ConsoleUrl.Port);
            await slow[^1].SendAsync(Encoding.ASCII.GetBytes("POST /webhook/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 26000000\r\n\r\n{"));
        }

        // Dismissed: then all of them were read from. After the first three hundred this sender is told no reason any more.
        var answer = new byte[12];
        await slow[^1].ReceiveAsync(answer);

        Assert.Contains(Encoding.ASCII.GetString(answer), (string[])["HTTP/1.1 408", "HTTP/1.1 429"]);
        TestContext.Current.SendDiagnosticMessage($"announced: {before} to {ProcessMemory.Peak(server.ProcessId)} MB");
        Assert.InRange(ProcessMemory.Peak(server.ProcessId) - before, 0, 100);
        slow.ForEach(socket => socket.Dispose());
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    private async Task OversizedAsync()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.ConsoleUrl, "/webhook/github"));
        request.Content = new ByteArrayContent(new byte[26 * 1024 * 1024]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.TransferEncodingChunked = true;
        try
        {
            using var answer = await http.SendAsync(request);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            // Answered, and the connection closed, while this side was still sending.
        }
    }
}
