using Ci.Jobs.Builds;
using Ci.Jobs.Containers;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Tests.Containers;
using Ci.Testing;
using Xunit;
using static Ci.Jobs.Tests.Containers.EngineScene;

namespace Ci.Jobs.Tests.Builds;

public sealed class BuildContainerTests : IAsyncLifetime
{
    private static readonly BuildSettings Settings = new() { Image = TestEngine.SmallImage, MemoryMegabytes = 64, Cpus = 0.5, Pids = 50, TimeoutSeconds = 120 };
    private readonly EngineScene scene = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private BuildContainer Container => scene.Get<BuildContainer>();

    public async ValueTask InitializeAsync() => await TestEngine.EnsureAsync();

    [Fact]
    public async Task The_engine_is_told_every_limit_and_nothing_of_the_host_is_inside()
    {
        var run = await StartAsync(Settings with { Command = "sleep 600", Caches = ["npm"] });

        var found = (await scene.Get<ContainerParts>().FindAsync(Container.Name(run.Build), Stop))!;
        var host = found.HostConfig!;

        Assert.Equal((64L << 20, 64L << 20), (host.Memory, host.MemorySwap));
        Assert.Equal((500_000_000L, 50L), (host.NanoCPUs, host.PidsLimit));
        Assert.Equal(["ALL"], host.CapDrop!);
        Assert.DoesNotContain(host.CapAdd!, capability => capability.Contains("ADMIN", StringComparison.Ordinal) || capability.Contains("RAW", StringComparison.Ordinal) || capability.Contains("PTRACE", StringComparison.Ordinal));
        Assert.Equal(["no-new-privileges"], host.SecurityOpt!);
        Assert.Equal(scene.Instance.BuildNetwork, host.NetworkMode);
        Assert.False(host.Privileged);
        Assert.Empty(host.Binds ?? []);
        Assert.All(found.Mounts!, mount => Assert.Equal("volume", mount.Type));
        Assert.Equal(2, found.Mounts!.Count);
        Assert.Contains("CI=true", found.Config!.Env!);
        run.Log.Dispose();
    }

    [Fact]
    public async Task A_command_runs_on_the_source_and_what_it_prints_is_in_the_log()
    {
        var run = await StartAsync(Settings with { Command = "cat a.txt; echo $CI_BRANCH $COLOR >&2", Environment = new Dictionary<string, string> { ["COLOR"] = "blue green" } });

        await Container.WaitAsync(run, Stop);

        Assert.Equal(["main blue green", "source"], scene.LogOf(run).Order(StringComparer.Ordinal));
        Assert.True(await Container.WasStartedAsync(run.Build, Stop));
        await Container.RemoveAsync(run.Build, Stop);
        Assert.False(await Container.WasStartedAsync(run.Build, Stop));
        Assert.False(await HasAsync("volume", scene.Instance.Workspace("shop", 1)));
    }

    [Fact]
    public async Task A_pull_request_writes_into_no_cache_that_a_deployed_build_reads()
    {
        var run = await StartAsync(Settings with { Command = "echo kept > /cache/npm/a", Caches = ["npm"] });
        await Container.WaitAsync(run, Stop);
        var request = run.Build with { Number = 2, Deploys = false };

        await Container.StartAsync(request, TestEngine.SmallImage, SmallTar.Of(("a.txt", "source\n")), Stop);

        var mounts = (await scene.Get<ContainerParts>().FindAsync(Container.Name(request), Stop))!.Mounts!;
        Assert.Equal(scene.Instance.Cache("shop", "npm", deploys: false), Assert.Single(mounts, mount => mount.Destination == "/cache/npm").Name);
        Assert.NotEqual(scene.Instance.Cache("shop", "npm", deploys: true), scene.Instance.Cache("shop", "npm", deploys: false));
        run.Log.Dispose();
    }

    [Theory]
    [InlineData("exit 3", 3, "The build command failed with exit code 3.")]
    [InlineData("no-such-tool", 127, "The build command was not found in the image (exit code 127).")]
    [InlineData("head -c 200000000 /dev/zero | tail -c 200000000 >/dev/null", 137, "The build ran out of memory (limit 64 MB).")]
    [InlineData("false; echo not reached", 1, "The build command failed with exit code 1.")]
    public async Task A_command_that_fails_is_told_with_its_code(string command, int code, string reason)
    {
        var run = await StartAsync(Settings with { Command = command });

        var failed = await Assert.ThrowsAsync<PipelineException>(() => Container.WaitAsync(run, Stop));

        Assert.Equal((reason, (int?)code), (failed.Message, failed.ExitCode));
        Assert.DoesNotContain("not reached", scene.LogOf(run));
    }

    [Theory]
    [InlineData("sleep 600", "The build took longer than its limit of 3 s.")]
    [InlineData("yes 'a line of some length to fill the log of the build quickly'", "The build wrote more than its limit of 1 MB into the log.")]
    public async Task A_build_over_its_limits_is_ended_and_its_container_removed(string command, string reason)
    {
        var run = await StartAsync(Settings with { Command = command, TimeoutSeconds = command.StartsWith("sleep", StringComparison.Ordinal) ? 3 : 120, LogMegabytes = 1 });

        var failed = await Assert.ThrowsAsync<PipelineException>(() => Container.WaitAsync(run, Stop));

        Assert.Equal(reason, failed.Message);
        Assert.False(await HasAsync("container", Container.Name(run.Build)));
        run.Log.Dispose();
    }

    [Fact]
    public async Task The_output_is_laid_on_the_runtime_image_as_it_was()
    {
        const string Script = "mkdir -p out/lib && echo one >out/a && ln out/a out/lib/b && ln -s a out/c && echo 'echo ran' >out/run && chmod 755 out/run && chmod 600 out/a";
        var run = await StartAsync(Settings with { Command = Script, OutputDirectory = "out" });
        await Container.WaitAsync(run, Stop);

        var made = await scene.Get<OutputImage>().MakeAsync(run, Container.Name(run.Build), Stop);
        var again = await scene.Get<OutputImage>().MakeAsync(run, "no longer there", Stop);

        Assert.Equal(made, again);
        var seen = await DockerAsync("run", "--rm", "--label", $"ci.instance={scene.Instance.Id}", made.Tag, "sh", "-c", "pwd; cat lib/b c; ./run; stat -c '%a %u %h' a run; readlink c");
        Assert.Equal(["/app", "one", "one", "ran", "600 0 2", "755 0 1", "a"], seen.Split('\n'));
        run.Log.Dispose();
    }

    [Fact]
    public async Task An_output_directory_that_is_not_there_is_told()
    {
        var run = await StartAsync(Settings with { Command = "true", OutputDirectory = "dist" });
        await Container.WaitAsync(run, Stop);

        var failed = await Assert.ThrowsAsync<PipelineException>(() => scene.Get<OutputImage>().MakeAsync(run, Container.Name(run.Build), Stop));

        Assert.Equal("The build left no directory \"dist\".", failed.Message);
        Assert.False(await HasAsync("container", scene.Instance.OutputContainer("shop", 1)));
        run.Log.Dispose();
    }

    [Fact]
    public async Task A_device_in_the_output_is_refused_and_named()
    {
        var run = await StartAsync(Settings with { Command = "mkdir out && mkfifo out/pipe", OutputDirectory = "out" });
        await Container.WaitAsync(run, Stop);

        var failed = await Assert.ThrowsAsync<PipelineException>(() => scene.Get<OutputImage>().MakeAsync(run, Container.Name(run.Build), Stop));

        Assert.Contains("pipe, which is a device.", failed.Message, StringComparison.Ordinal);
        run.Log.Dispose();
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    private async Task<BuildRun> StartAsync(BuildSettings settings)
    {
        var run = scene.Drive(settings);
        var image = await scene.Get<ImagePull>().EnsureAsync(TestEngine.SmallImage, run.Tell, Stop);
        await Container.StartAsync(run.Build, image, SmallTar.Of(("a.txt", "source\n")), Stop);
        return run;
    }
}
