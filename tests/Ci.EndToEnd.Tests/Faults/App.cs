using System.Net.Http.Json;
using System.Text.Json;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>A project on a <see cref="Stage"/>, and what its developers and visitors do and see.</summary>
public sealed class App(Stage stage, string name, GitRepository repository)
{
    /// <summary>Copies the page; every push may bring other scripts.</summary>
    public const string Build = "mkdir -p dist\ncp -r index.html start.sh dist/\n";

    public const string Start = "exec httpd -f -p 8080 -h /app\n";

    /// <summary>Sixty numbered lines on both streams within about three seconds.</summary>
    public const string TalkingBuild = "i=1\nwhile [ $i -le 60 ]; do echo \"out $i\"; echo \"err $i\" >&2; i=$((i+1)); sleep 0.05; done\n" + Build;

    /// <summary>The same within about ten seconds.</summary>
    public static string SlowTalkingBuild { get; } = TalkingBuild.Replace("sleep 0.05", "sleep 0.15", StringComparison.Ordinal);

    public string Name => name;

    public GitRepository Repository => repository;

    public Uri Address => new(stage.Server.ProxyUrl, $"/{name}/");

    /// <summary>Commits and pushes the page (and scripts), without telling the server.</summary>
    public async Task<SignedPush> CommitAsync(string page, string build = Build, string start = Start, IReadOnlyDictionary<string, string?>? more = null)
    {
        var files = new Dictionary<string, string?>(more ?? new Dictionary<string, string?>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["index.html"] = page, ["build.sh"] = build, ["start.sh"] = start,
        };
        var commit = await repository.CommitAsync(files, $"Say {page}");
        await repository.PushAsync();
        return new SignedPush($"acme/{repository.Name}", stage.Git.UrlOf(repository), commit);
    }

    /// <summary>Commits, pushes and sends the webhook.</summary>
    public async Task<SignedPush> PushAsync(string page, string build = Build, string start = Start, IReadOnlyDictionary<string, string?>? more = null)
    {
        var push = await CommitAsync(page, build, start, more);
        var (status, body) = await stage.SendAsync(push);
        return status == System.Net.HttpStatusCode.Accepted ? push : throw new InvalidOperationException($"The webhook answered {status}: {body}");
    }

    /// <summary>Pushes a page and waits until it is live.</summary>
    public async Task PushLiveAsync(string page, int number, IReadOnlyDictionary<string, string?>? more = null)
    {
        await PushAsync(page, more: more);
        await LiveAsync(number);
    }

    /// <summary>Waits until release <paramref name="number"/> is live.</summary>
    public async Task LiveAsync(int number)
    {
        var build = await BuildEndedAsync(number);
        Assert.True(build.State == "Succeeded", $"Build #{number} is {build.State}: {build.Reason}");
        var deployment = await stage.Api.DeploymentSettledAsync(name, number, TimeSpan.FromSeconds(60));
        Assert.True(deployment.State == "Live", $"The deployment of release #{number} is {deployment.State}: {deployment.Reason}");
    }

    public Task<BuildView> BuildEndedAsync(int number) => stage.Api.BuildEndedAsync(name, number, TimeSpan.FromSeconds(60));

    public Task<JsonElement> BuildStateAsync(int number, string state) => Eventually.GetAsync(
        () => stage.Api.Http.GetFromJsonAsync<JsonElement>(Path($"builds/{number}")),
        build => build.GetProperty("state").GetString() == state, $"build {number} to be {state}", TimeSpan.FromSeconds(60));

    public Task<JsonElement> DeploymentStateAsync(int number, string state) => Eventually.GetAsync(
        () => stage.Api.Http.GetFromJsonAsync<JsonElement>(Path($"deployments/{number}")),
        deployment => deployment.GetProperty("state").GetString() == state, $"deployment {number} to be {state}", TimeSpan.FromSeconds(60));

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<BuildView>> BuildsAsync() => (await stage.Api.Http.GetFromJsonAsync<List<BuildView>>(Path("builds")))!;

    public Task<IReadOnlyList<DeploymentView>> DeploymentsAsync() => stage.Api.DeploymentsAsync(name);

    public async Task<string> LogAsync(int number) => await stage.Api.LogAsync((await stage.Api.BuildAsync(name, number)).Id!.Value);

    /// <summary>Posts to <c>/api/projects/{name}/…</c>, with the body given or an empty one.</summary>
    public async Task<HttpResponseMessage> PostAsync(string rest, object? body = null) =>
        await stage.Api.Http.PostAsJsonAsync(Path(rest), body ?? new { });

    public Task<string> PageAsync() => stage.Http.GetStringAsync(Address);

    /// <summary>Name of the container that runs in the slot of a deployment.</summary>
    public async Task<string> ContainerAsync(int deployment) =>
        Assert.Single(await EngineParts.RunningAsync($"ci.project={name}", "ci.part=slot", $"ci.number={deployment}"));

    /// <summary>Waits until of all the containers of the project only the live one is there, and no workspace.</summary>
    public Task OnlyLiveIsLeftAsync(int deployment) => Eventually.TrueAsync(
        async () => await EngineParts.ContainersAsync($"ci.project={name}") is [var only]
            && only.EndsWith($"-{deployment}", StringComparison.Ordinal) && only.Contains("-production-", StringComparison.Ordinal)
            && (await EngineParts.VolumesAsync($"ci.project={name}", "ci.part=build")).Count == 0,
        $"only deployment {deployment} of {name} to be left in the engine");

    private Uri Path(string rest) => new($"/api/projects/{name}/{rest}", UriKind.Relative);
}
