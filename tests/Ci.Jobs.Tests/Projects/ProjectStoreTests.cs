using Ci.Jobs.Projects;
using Ci.Jobs.Tests.Storage;
using Xunit;

namespace Ci.Jobs.Tests.Projects;

public sealed class ProjectStoreTests : IDisposable
{
    private readonly StoreScene scene = new();

    [Fact]
    public async Task A_name_is_taken_once_however_many_ask()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => Task.Run(() =>
            scene.Projects.Add("shop", $"https://git.example.com/{index}", "main", new ProjectSettings(), "ann"))));

        var first = Assert.Single(added, project => project is not null)!;
        Assert.Equal(first.RepositoryUrl, scene.Projects.Find("shop")!.RepositoryUrl);
    }

    [Fact]
    public async Task Projects_get_networks_of_their_own_at_once()
    {
        var projects = Enumerable.Range(0, 12).Select(index => scene.AddProject($"p{index}")).ToList();

        var indexes = await Task.WhenAll(projects.SelectMany(project => new[] { project, project }).Select(project => Task.Run(() => (project.Id, Index: scene.Projects.AssignSubnet(project.Id, 0)))));

        Assert.Equal(Enumerable.Range(0, 12), indexes.Select(pair => pair.Index).Distinct().Order());
        Assert.Equal(12, indexes.Distinct().Count());
    }

    [Fact]
    public void A_network_that_is_in_use_is_passed_over_and_a_free_one_used_again()
    {
        var (first, second, third) = (scene.AddProject("a"), scene.AddProject("b"), scene.AddProject("c"));
        Assert.Equal([0, 1], new[] { first, second }.Select(project => scene.Projects.AssignSubnet(project.Id, 0)));

        Assert.Equal(2, scene.Projects.AssignSubnet(first.Id, 1));
        Assert.Equal(0, scene.Projects.AssignSubnet(third.Id, 0));
        scene.Projects.Remove(second);
        Assert.Equal(1, scene.Projects.AssignSubnet(third.Id, 1));
        Assert.Equal(1, scene.Projects.Find("c")!.Subnet);
    }

    [Fact]
    public void A_project_goes_with_everything_that_is_its_own()
    {
        var project = scene.AddProject();
        var deployment = scene.AddDeployment(project);
        var other = scene.AddBuild(scene.AddProject("blog"));

        scene.Projects.MarkDeleting("shop", "ben");
        Assert.Equal("ben", scene.Projects.Find("shop")!.DeletingBy);
        scene.Projects.Remove(project);

        Assert.Null(scene.Projects.Find("shop"));
        Assert.Null(scene.Deployments.Find(deployment.Id));
        Assert.Equal([other.Id], scene.Builds.List(null, 10).Select(build => build.Id));
    }

    public void Dispose() => scene.Dispose();
}
