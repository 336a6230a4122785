using System.Net;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Hosting;

public sealed class ServerProcessTests : IAsyncDisposable
{
    private readonly TemporaryFolder _data = new("data");
    private readonly HttpClient _http = new();

    [Fact]
    public async Task A_killed_server_comes_back_on_the_same_ports_and_data()
    {
        await using var server = await ServerProcess.StartAsync(new ServerOptions { DataDirectory = _data.Path });
        var first = server.ProcessId;

        await server.KillAsync();
        Assert.True(server.HasExited);
        await Assert.ThrowsAsync<HttpRequestException>(() => HealthAsync(server));
        await server.RestartAsync();

        Assert.NotEqual(first, server.ProcessId);
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(server));
    }

    [Fact]
    public async Task A_server_asked_to_stop_ends_without_an_error()
    {
        await using var server = await ServerProcess.StartAsync(new ServerOptions { DataDirectory = _data.Path });

        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task A_token_can_be_made_while_the_server_runs()
    {
        await using var server = await ServerProcess.StartAsync(new ServerOptions { DataDirectory = _data.Path });

        var token = await server.CreateTokenAsync();

        Assert.DoesNotContain(' ', token);
        Assert.NotEmpty(token);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _data.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HttpStatusCode> HealthAsync(ServerProcess server)
    {
        using var response = await _http.GetAsync(new Uri(server.ConsoleUrl, "/healthz"), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
