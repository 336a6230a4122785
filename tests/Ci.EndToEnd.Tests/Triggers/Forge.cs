using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ci.EndToEnd.Tests.Intake;
using Ci.EndToEnd.Tests.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Testing;
using Ci.Web.Access;

namespace Ci.EndToEnd.Tests.Triggers;

/// <summary>One server and one git server for everything that a push can start, so that many real builds take little time.</summary>
public sealed class Forge : IAsyncLifetime
{
    /// <summary>The collection of classes that share it.</summary>
    public const string Shared = "One server with real builds";

    private static readonly RunSettings Web = new() { Image = TestEngine.SmallImage, Command = "exec httpd -f -p 8080 -h /app", StopSeconds = 0 };
    private int made;

    public InProcessServer Server { get; private set; } = null!;

    public CiApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await InProcessServer.StartAsync();
        Api = new CiApi(Server.Console, Server.Get<TokenStore>().Add("tests", Role.Admin, "tests").Text);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A repository <c>acme/…</c> of its own.</summary>
    public Task<GitRepository> CreateRepositoryAsync() => Server.Git.CreateRepositoryAsync($"acme/app-{Interlocked.Increment(ref made)}");

    /// <summary>A project that copies its page and serves it; what a commit wants done before is in its <c>build.sh</c>.</summary>
    public PushedProject Add(GitRepository repository, TriggerSettings? trigger = null, string suffix = "", string branch = "main", Func<BuildSettings, BuildSettings>? build = null)
    {
        var settings = new BuildSettings { Image = TestEngine.SmallImage, Command = "[ ! -f build.sh ] || . ./build.sh; mkdir -p dist; cp index.html dist/", OutputDirectory = "dist" };
        var name = repository.Name["acme/".Length..] + suffix;
        Server.Get<ProjectStore>().Add(name, Server.Git.UrlOf(repository).ToString(), branch, new ProjectSettings
        {
            Trigger = (trigger ?? new()) with { MissedPushes = MissedPushes.Ignore },
            Build = build?.Invoke(settings) ?? settings,
            Run = Web,
            Health = new HealthSettings { Path = "/", IntervalMs = 50, HealthyInARow = 1 },
            Deploy = new DeploySettings { ObserveMs = 0, DrainTimeoutMs = 0 },
        }, "tester");
        return new PushedProject(this, name);
    }

    /// <summary>Commits the files, pushes them and tells nobody.</summary>
    public static async Task<string> CommitAsync(GitRepository repository, params (string Path, string Text)[] files)
    {
        var commit = await repository.CommitAsync(files.ToDictionary(file => file.Path, file => (string?)file.Text, StringComparer.Ordinal), "A change");
        await repository.PushAsync(force: true);
        return commit;
    }

    /// <summary>Tells the server that a ref moved.</summary>
    /// <returns>As <c>GET /api/deliveries/{id}</c> has it.</returns>
    public Task<JsonElement> TellAsync(
        GitRepository repository, string commit, string reference = "refs/heads/main", string before = SignedPush.NoCommit, string provider = "github") =>
        TellAsync(ForgeCall.PushRef(provider, Guid.NewGuid().ToString(), repository.Name["acme/".Length..], reference, before, commit, host: Server.Git.Url));

    /// <summary>Sends a call that has to be taken.</summary>
    /// <returns>The delivery as <c>GET /api/deliveries/{id}</c> has it.</returns>
    internal async Task<JsonElement> TellAsync(ForgeCall call)
    {
        using var request = call.ToRequest(Server.Console, Server.Get<WebhookSecrets>().Value);
        using var answer = await Server.Http.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, body.ToString());
        return await DeliveryAsync(body.GetProperty("deliveryId").GetInt64());
    }

    public Task<JsonElement> DeliveryAsync(long id) => Api.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/deliveries/{id}", UriKind.Relative));

    /// <summary>Looks at the project's repository now.</summary>
    public async Task LookAsync(PushedProject project) =>
        (await Api.Http.PostAsync(new Uri($"/api/projects/{project.Name}/check", UriKind.Relative), content: null)).EnsureSuccessStatusCode();

    /// <summary>What waits for somebody's decision.</summary>
    public IReadOnlyList<Offer> Offers(PushedProject project) => Server.Get<OfferStore>().List(Server.Get<ProjectStore>().Find(project.Name)!.Id);
}
