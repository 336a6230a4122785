using Ci.Jobs.Containers;
using Ci.Testing;
using Xunit;
using static Ci.Jobs.Tests.Containers.EngineScene;

namespace Ci.Jobs.Tests.Containers;

public sealed class ContainerPartsTests : IAsyncLifetime
{
    private readonly EngineScene scene = new();
    private readonly string foreign = $"foreign-{Guid.NewGuid():N}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ContainerParts Parts => scene.Get<ContainerParts>();

    public async ValueTask InitializeAsync()
    {
        await TestEngine.EnsureAsync();
        await DockerAsync("run", "--detach", "--name", foreign, "--label", $"{TestEngine.TestLabel}={foreign}", "--label", "ci.instance=00000000", "--label", "ci.project=shop", TestEngine.SmallImage, "sleep", "600");
    }

    [Fact]
    public async Task A_container_of_somebody_else_is_not_seen_and_not_removed()
    {
        Assert.Null(await Parts.FindAsync(foreign, Stop));
        await Parts.RemoveAsync(foreign, TimeSpan.FromSeconds(1), Stop);

        Assert.Equal("running", await DockerAsync("inspect", "--format", "{{.State.Status}}", foreign));
    }

    [Fact]
    public async Task Our_containers_are_listed_by_project_and_removed_with_their_anonymous_volumes()
    {
        string[] labels = [.. scene.Instance.LabelsOf("shop", "slot", 1).SelectMany(label => (string[])["--label", $"{label.Key}={label.Value}"])];
        await DockerAsync(["run", "--detach", "--name", $"{foreign}-ours", .. labels, "--volume", "/kept", TestEngine.SmallImage, "sleep", "600"]);
        var volume = await DockerAsync("inspect", "--format", "{{(index .Mounts 0).Name}}", $"{foreign}-ours");

        Assert.Equal($"/{foreign}-ours", Assert.Single(Assert.Single(await Parts.ListAsync("shop", Stop)).Names));
        Assert.Single(await Parts.ListAsync(null, Stop));
        Assert.Empty(await Parts.ListAsync("blog", Stop));
        await Parts.RemoveAsync($"{foreign}-ours", TimeSpan.Zero, Stop);

        Assert.Empty(await Parts.ListAsync(null, Stop));
        Assert.False(await HasAsync("volume", volume));
        await Parts.RemoveAsync($"{foreign}-ours", TimeSpan.Zero, Stop);
        await Parts.RemoveVolumeAsync(volume, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await TestEngine.RemoveLabeledAsync(foreign);
        await scene.DisposeAsync();
    }
}
