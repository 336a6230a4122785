using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Tests.Containers;
using Ci.Testing;
using Xunit;
using static Ci.Jobs.Tests.Containers.EngineScene;

namespace Ci.Jobs.Tests.Builds;

public sealed class ImageBuildTests : IAsyncLifetime
{
    private static readonly BuildSettings Settings = new() { Way = BuildWay.Dockerfile, TimeoutSeconds = 120 };
    private readonly EngineScene scene = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await TestEngine.EnsureAsync();

    [Fact]
    public async Task A_Dockerfile_becomes_a_labeled_image_with_its_arguments()
    {
        var run = scene.Drive(Settings with { Dockerfile = "docker/App", Environment = new Dictionary<string, string> { ["COLOR"] = "blue" } });

        var made = await scene.Get<ImageBuild>().MakeAsync(
            run, SmallTar.Of(("docker/App", $"FROM {TestEngine.SmallImage}\nARG COLOR\nCOPY a.txt /\nRUN echo \"$COLOR\" >>/a.txt\nCMD [\"cat\", \"/a.txt\"]\n"), ("a.txt", "source\n")), Stop);

        Assert.Equal("source\nblue", await DockerAsync("run", "--rm", "--label", $"ci.instance={scene.Instance.Id}", made.Tag));
        Assert.Equal("shop 1", await DockerAsync("image", "inspect", "--format", "{{index .Config.Labels \"ci.project\"}} {{index .Config.Labels \"ci.number\"}}", made.Id));
        Assert.Equal(made, await scene.Get<ImageBuild>().MakeAsync(run, (_, _) => throw new InvalidOperationException("made twice"), Stop));
        Assert.Contains(scene.LogOf(run), line => line.Contains("RUN echo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_Dockerfile_caches_is_seen_by_later_builds_of_its_project_but_by_no_other_and_no_pull_request()
    {
        var evil = Settings with { Environment = new Dictionary<string, string> { ["BUILDKIT_CACHE_MOUNT_NS"] = scene.Instance.CacheGroup("shop", deploys: true) } };
        var (shop, other) = (scene.AddProject("shop", Settings), scene.AddProject("other", evil));

        Assert.Equal("1", await CachedAsync(scene.Drive(shop)));
        Assert.Equal("1", await CachedAsync(scene.Drive(shop, deploys: false)));
        Assert.Equal("1", await CachedAsync(scene.Drive(other)));
        Assert.Equal("2", await CachedAsync(scene.Drive(shop)));

        // How many builds have written into the cache.
        async Task<string> CachedAsync(BuildRun run)
        {
            var file = $"FROM {TestEngine.SmallImage}\nRUN --mount=type=cache,id=deps,target=/deps echo {Guid.NewGuid():N} >>/deps/builds && wc -l </deps/builds >/count\nCMD [\"cat\", \"/count\"]\n";
            var made = await scene.Get<ImageBuild>().MakeAsync(run, SmallTar.Of(("Dockerfile", file)), Stop);
            scene.Get<BuildStore>().Finish(run.Build, BuildState.Failed, "Its cache was all it was for.", nextAction: null);
            return await DockerAsync("run", "--rm", "--label", $"ci.instance={scene.Instance.Id}", made.Tag);
        }
    }

    [Fact]
    public async Task A_step_that_fails_is_named_with_its_exit_code()
    {
        var failed = await FailAsync(Settings, SmallTar.Of(("Dockerfile", $"FROM {TestEngine.SmallImage}\nRUN echo exit code: 0 && sh -c 'exit 42'\n")));

        Assert.Equal("The build command failed with exit code 42: echo exit code: 0 && sh -c 'exit 42'", failed.Message);
        Assert.Equal(42, failed.ExitCode);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_told_and_not_taken_for_an_exit()
    {
        var failed = await FailAsync(Settings, SmallTar.Of(("Dockerfile", $"FROM {TestEngine.SmallImage}\nRUN echo tests ended with exit code: 0\nCOPY nothere /x\n")));

        Assert.Contains("nothere", failed.Message, StringComparison.Ordinal);
        Assert.Null(failed.ExitCode);
    }

    [Fact]
    public async Task A_missing_Dockerfile_is_told() =>
        Assert.Equal("The repository has no such Dockerfile.", (await FailAsync(Settings with { Dockerfile = "Other" }, SmallTar.Of(("a", "b")))).Message);

    [Fact]
    public async Task What_is_wrong_with_the_source_is_told_and_not_what_the_client_made_of_it()
    {
        var failed = await FailAsync(Settings, (_, _) => throw new PipelineException("The repository has no directory \"app\".", "Correct it."));

        Assert.Equal(("The repository has no directory \"app\".", "Correct it."), (failed.Message, failed.NextAction));
    }

    [Fact]
    public async Task A_step_that_takes_too_long_is_ended()
    {
        var failed = await FailAsync(Settings with { TimeoutSeconds = 4 }, SmallTar.Of(("Dockerfile", $"FROM {TestEngine.SmallImage}\nRUN sleep 120 # {Guid.NewGuid():N}\n")));

        Assert.Equal("The build took longer than its limit of 4 s.", failed.Message);
    }

    [Fact]
    public async Task A_step_that_eats_memory_dies_at_the_limit()
    {
        var run = scene.Drive(Settings with { MemoryMegabytes = 256 });
        var source = SmallTar.Of(("Dockerfile", $"FROM {TestEngine.SmallImage}\nRUN head -c 600000000 /dev/zero | tail -c 600000000 >/dev/null # {Guid.NewGuid():N}\n"));
        Exception? failure;
        try
        {
            failure = await Record.ExceptionAsync(() => scene.Get<ImageBuild>().MakeAsync(run, source, Stop));
        }
        finally
        {
            BuildKitLimits.Apply(new BuildSettings());
        }

        // Where the engine's group cannot be limited the log says so, and nothing else is promised.
        if (scene.LogOf(run).Any(line => line.StartsWith("No limit of memory", StringComparison.Ordinal))) return;
        var failed = Assert.IsType<PipelineException>(failure);
        Assert.Equal(137, failed.ExitCode);
        Assert.StartsWith("The build ran out of memory (limit 256 MB): head -c", failed.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    private async Task<PipelineException> FailAsync(BuildSettings settings, Func<Stream, CancellationToken, Task> source)
    {
        var run = scene.Drive(settings);
        var failed = await Assert.ThrowsAsync<PipelineException>(() => scene.Get<ImageBuild>().MakeAsync(run, source, Stop));
        run.Log.Dispose();
        Assert.False(await HasAsync("image", scene.Instance.ImageTag("shop", 1)));
        return failed;
    }
}
