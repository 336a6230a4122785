using System.Net;
using Ci.Jobs.Containers;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Testing;
using Xunit;
using static Ci.Jobs.Tests.Containers.EngineScene;

namespace Ci.Jobs.Tests.Containers;

public sealed class SlotNetworkTests : IAsyncLifetime
{
    private readonly EngineScene scene = new();
    private readonly string foreign = $"foreign-{Guid.NewGuid():N}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await TestEngine.EnsureAsync();

    [Fact]
    public async Task Projects_get_networks_that_do_not_overlap_and_keep_them()
    {
        var (shop, blog) = (scene.AddProject(), scene.AddProject("blog"));

        var subnets = await Task.WhenAll(EnsureAsync(shop), EnsureAsync(blog));
        var again = await EnsureAsync(scene.Get<ProjectStore>().Find("shop")!);

        Assert.False(IPNetwork.Parse(subnets[0].Network).Contains(IPNetwork.Parse(subnets[1].Network).BaseAddress));
        Assert.Equal(subnets[0], again);
        Assert.Equal(subnets[0].Network, await DockerAsync("network", "inspect", "--format", "{{(index .IPAM.Config 0).Subnet}}", scene.Instance.SlotNetwork("shop")));
    }

    [Fact]
    public async Task A_network_the_engine_has_already_is_taken_over()
    {
        var subnet = SubnetRules.At(Pool, 200);
        await DockerAsync("network", "create", "--label", $"ci.instance={scene.Instance.Id}", "--subnet", subnet.Network, "--ip-range", subnet.DynamicRange, "--gateway", subnet.Gateway, scene.Instance.SlotNetwork("shop"));

        Assert.Equal(subnet, await EnsureAsync(scene.AddProject()));
        Assert.Equal(200, scene.Get<ProjectStore>().Find("shop")!.Subnet);
    }

    [Fact]
    public async Task A_network_of_somebody_else_in_the_way_is_passed_over()
    {
        await DockerAsync("network", "create", "--label", $"{TestEngine.TestLabel}={foreign}", "--subnet", Pool[..Pool.IndexOf('/', StringComparison.Ordinal)] + "/27", foreign);

        var subnet = await EnsureAsync(scene.AddProject());

        Assert.InRange(SubnetRules.IndexOf(Pool, subnet.Network)!.Value, 2, 255);
    }

    [Fact]
    public async Task A_network_outside_the_pool_is_told()
    {
        await DockerAsync("network", "create", "--label", $"ci.instance={scene.Instance.Id}", "--subnet", "10.149.7.0/28", scene.Instance.SlotNetwork("shop"));
        var project = scene.AddProject();

        var refused = await Assert.ThrowsAsync<PipelineException>(() => EnsureAsync(project));

        Assert.Equal($"The project's network 10.149.7.0/28 is not in the address pool {Pool}.", refused.Message);
        await DockerAsync("network", "rm", scene.Instance.SlotNetwork("shop"));
    }

    [Fact]
    public async Task A_removed_network_is_gone_and_may_be_removed_again()
    {
        var project = scene.AddProject();
        await EnsureAsync(project);

        await scene.Get<SlotNetwork>().RemoveAsync(project, Stop);
        await scene.Get<SlotNetwork>().RemoveAsync(project, Stop);

        Assert.False(await HasAsync("network", scene.Instance.SlotNetwork("shop")));
    }

    public async ValueTask DisposeAsync()
    {
        await TestEngine.RemoveLabeledAsync(foreign);
        await scene.DisposeAsync();
    }

    private Task<Subnet> EnsureAsync(Project project) => scene.Get<SlotNetwork>().EnsureAsync(project, _ => { }, Stop);
}
