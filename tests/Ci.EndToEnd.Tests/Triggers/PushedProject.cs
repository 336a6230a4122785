using System.Text.Json;
using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Triggers;

/// <summary>A project on the shared server, and what comes of the pushes it is told of.</summary>
public sealed class PushedProject(Forge forge, string name)
{
    public string Name => name;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Build> Builds => forge.Server.Get<BuildStore>().List(forge.Server.Get<ProjectStore>().Find(name)!.Id, 50);

    public IReadOnlyList<Deployment> Deployments => forge.Server.Get<DeploymentStore>().List(forge.Server.Get<ProjectStore>().Find(name)!.Id, 50);

    /// <summary>Waits until the build has ended as it should.</summary>
    public async Task<Build> EndedAsync(int number, BuildState state)
    {
        var build = await forge.Server.BuildEndedAsync(name, number);
        Assert.True(build.State == state, $"Build {name} #{number} is {build.State}: {build.Reason}");
        return build;
    }

    /// <summary>As <c>build.sh</c>: the build runs until <see cref="LetGoAsync"/>.</summary>
    public const string Held = "while [ ! -e go ]; do sleep 0.1; done";

    /// <summary>Lets a held build go on.</summary>
    public async Task LetGoAsync(int number) => await EngineParts.TouchAsync(Assert.Single(await ContainersAsync(number)), "go");

    /// <summary>Waits until the build's container runs.</summary>
    public Task RunsAsync(int number) => Eventually.TrueAsync(async () => (await ContainersAsync(number)).Count == 1, $"build {name} #{number} to run");

    public Task<IReadOnlyList<string>> ContainersAsync(int number) =>
        EngineParts.RunningAsync($"ci.instance={forge.Server.Instance}", $"ci.project={name}", "ci.part=build", $"ci.number={number}");

    /// <summary>Waits until the build's release is live and answers with this page.</summary>
    public async Task LiveAsync(int number, string page)
    {
        await EndedAsync(number, BuildState.Succeeded);
        await Eventually.TrueAsync(
            () => Deployments.Any(deployment => deployment.ReleaseNumber == number && deployment.State is DeploymentState.Live), $"release {name} #{number} to be live", TimeSpan.FromSeconds(60));
        Assert.Equal(page, await PageAsync());
    }

    public Task<string> PageAsync() => forge.Server.Http.GetStringAsync(new Uri(forge.Server.Proxy, $"/{name}/"));

    /// <summary>What a delivery says of this project.</summary>
    public JsonElement VerdictIn(JsonElement delivery) => Assert.Single(
        delivery.GetProperty("verdicts").EnumerateArray(), verdict => verdict.GetProperty("project").GetString() == name);

    /// <summary>That a delivery's verdict for this project names its build, or none.</summary>
    public void Says(JsonElement delivery, string verdict, int? build, string reason = "")
    {
        var told = VerdictIn(delivery);
        Assert.Equal(verdict, told.GetProperty("verdict").GetString());
        Assert.Equal(build, told.GetProperty("buildNumber").ValueKind == JsonValueKind.Null ? null : told.GetProperty("buildNumber").GetInt32());
        Assert.Contains(reason, told.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }
}
