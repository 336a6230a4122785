using Ci.Jobs.Containers;
using Ci.Testing;
using Docker.DotNet;
using Xunit;
using static Ci.Jobs.Tests.Containers.EngineScene;

namespace Ci.Jobs.Tests.Containers;

public sealed class ContainerFilesTests : IAsyncLifetime
{
    private readonly EngineScene scene = new();
    private string container = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await TestEngine.EnsureAsync();
        container = await DockerAsync("create", "--label", $"ci.instance={scene.Instance.Id}", TestEngine.SmallImage, "cat", "/tmp/a", "/tmp/b");
    }

    [Fact]
    public async Task What_is_written_is_in_the_container()
    {
        await scene.Get<ContainerFiles>().UploadAsync(container, "/tmp", SmallTar.Of(("a", "one "), ("b", new string('x', 200_000))), Stop);

        Assert.Equal("one " + new string('x', 200_000), await DockerAsync("start", "--attach", container));
    }

    [Fact]
    public async Task The_failure_of_the_writer_is_thrown_and_not_that_of_the_upload_it_broke()
    {
        for (var bytes = 0; bytes < 1_000_000; bytes += 90_000)
        {
            var size = bytes;
            var failure = await Assert.ThrowsAsync<InvalidDataException>(() => scene.Get<ContainerFiles>().UploadAsync(
                container,
                "/tmp",
                async (stream, stop) =>
                {
                    await SmallTar.Of(("a", new string('x', size)))(stream, stop);
                    throw new InvalidDataException("the commit is damaged");
                },
                Stop));

            Assert.Equal("the commit is damaged", failure.Message);
        }
    }

    [Fact]
    public async Task An_upload_to_nowhere_ends_the_writer_and_says_why()
    {
        var ended = new TaskCompletionSource();

        // The engine may hang up before its answer has been read.
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => scene.Get<ContainerFiles>().UploadAsync(
            "no-such-container",
            "/tmp",
            async (stream, stop) =>
            {
                try
                {
                    while (true) await stream.WriteAsync(new byte[4096], stop);
                }
                finally
                {
                    ended.SetResult();
                }
            },
            Stop));

        Assert.True(failure is DockerApiException or EngineAwayException, failure.ToString());
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Stop);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();
}
