using Ci.Testing;
using Xunit;

namespace Ci.Jobs.Tests.Testing;

public sealed class LoadLoopTests
{
    private const string Page = "team/hello.git/info/refs?service=git-upload-pack";

    [Fact]
    public async Task Counts_no_failure_while_every_answer_is_right_and_each_one_that_is_not()
    {
        await using var server = await GitServer.StartAsync();
        await server.CreateRepositoryAsync("team/hello");
        await using var load = LoadLoop.Start(new Uri(server.Url, Page), body => body.Contains("# service=git-upload-pack", StringComparison.Ordinal), clients: 2);

        await Eventually.TrueAsync(() => load.Requests > 10, "ten requests", stop: TestContext.Current.CancellationToken);
        Assert.Empty(load.Failures);
        server.Fault = GitFault.Error;
        await Eventually.TrueAsync(() => load.Failed > 0, "a failure", stop: TestContext.Current.CancellationToken);
        await load.StopAsync();

        Assert.StartsWith("status 500", load.Failures.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_body_is_a_failure_too()
    {
        await using var server = await GitServer.StartAsync();
        await server.CreateRepositoryAsync("team/hello");
        await using var load = LoadLoop.Start(new Uri(server.Url, Page), _ => false, clients: 1);

        await Eventually.TrueAsync(() => load.Failed > 0, "a failure", stop: TestContext.Current.CancellationToken);

        Assert.StartsWith("unexpected body", load.Failures.First(), StringComparison.Ordinal);
    }
}
