using Ci.Jobs.Containers;
using Ci.Jobs.Pipeline;
using Ci.Testing;
using Xunit;
using static Ci.Jobs.Tests.Containers.EngineScene;

namespace Ci.Jobs.Tests.Containers;

public sealed class ImagePullTests : IAsyncLifetime
{
    private readonly EngineScene scene = new();
    private readonly List<string> told = [];

    public async ValueTask InitializeAsync() => await TestEngine.EnsureAsync();

    [Fact]
    public async Task An_image_that_is_there_is_not_pulled()
    {
        Assert.Equal(await DockerAsync("image", "inspect", "--format", "{{.Id}}", TestEngine.SmallImage), await EnsureAsync(TestEngine.SmallImage));
        Assert.Empty(told);
    }

    [Fact]
    public async Task An_image_of_a_registry_is_pulled_and_one_it_does_not_have_is_told()
    {
        await using var registry = await Registry.StartAsync();
        var image = $"{registry.Host}/small:1";
        await DockerAsync("tag", TestEngine.SmallImage, image);
        await DockerAsync("push", "--quiet", image);
        await DockerAsync("rmi", image);

        Assert.StartsWith("sha256:", await EnsureAsync(image), StringComparison.Ordinal);
        Assert.Equal($"Pulling {image}", told[0]);
        await DockerAsync("rmi", image);

        Assert.Equal($"Image {registry.Host}/small:2 does not exist in its registry.", (await FailAsync($"{registry.Host}/small:2")).Message);
        Assert.Equal($"Image {registry.Host}/other/name does not exist in its registry.", (await FailAsync($"{registry.Host}/other/name")).Message);
    }

    [Fact]
    public async Task A_registry_that_wants_a_password_refuses()
    {
        await using var registry = await Registry.StartAsync(isPrivate: true);

        var refused = await FailAsync($"{registry.Host}/small:1");

        Assert.Equal($"The registry refuses access to {registry.Host}/small:1.", refused.Message);
        Assert.Contains("signed in", refused.NextAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_for_another_kind_of_machine_is_refused_although_the_engine_takes_it()
    {
        await using var registry = await Registry.StartAsync();
        using var context = new TemporaryFolder("arm");
        var image = $"{registry.Host}/arm:1";
        await File.WriteAllTextAsync(context.PathTo("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n", TestContext.Current.CancellationToken);
        await DockerAsync("build", "--platform", "linux/arm64", "--tag", image, context.Path);
        await DockerAsync("push", "--quiet", image);
        await DockerAsync("rmi", image);

        Assert.Equal($"Image {image} is made for arm64, this machine is amd64.", (await FailAsync(image)).Message);
        await DockerAsync("rmi", image);
    }

    [Fact]
    public async Task A_registry_nobody_runs_is_told_at_once()
    {
        Assert.Equal("The registry of 127.0.0.1:1/x/y cannot be reached.", (await FailAsync("127.0.0.1:1/x/y")).Message);
        Assert.Equal(["Pulling 127.0.0.1:1/x/y"], told);
    }

    [Fact]
    public async Task A_bad_moment_of_the_registry_is_waited_for_and_its_limit_is_told()
    {
        await using var registry = await BrokenRegistry.StartAsync(503, 429);

        var refused = await FailAsync($"{registry.Host}/small:1");

        Assert.Equal($"The registry refuses {registry.Host}/small:1 for now: too many pulls.", refused.Message);
        Assert.Contains(told, line => line.EndsWith("Trying again (2 of 3).", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nobody_foresaw_is_told_in_the_engines_words_without_its_wrapping()
    {
        await using var registry = await BrokenRegistry.StartAsync(418);

        var refused = await FailAsync($"{registry.Host}/small:1");

        Assert.StartsWith($"Image {registry.Host}/small:1 could not be pulled: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("{\"message\"", refused.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    private Task<string> EnsureAsync(string image) => scene.Get<ImagePull>().EnsureAsync(image, told.Add, TestContext.Current.CancellationToken);

    private Task<PipelineException> FailAsync(string image) => Assert.ThrowsAsync<PipelineException>(() => EnsureAsync(image));
}
