using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Jobs.Storage;
using Ci.Web.Access;
using Dapper;

namespace Ci.Web.Tests.Api;

public sealed class DeploymentsApiTests : IClassFixture<ConsoleHost>, IDisposable
{
    private readonly ConsoleHost host;
    private readonly HttpClient admin;
    private readonly HttpClient deployer;

    public DeploymentsApiTests(ConsoleHost host)
    {
        this.host = host;
        (admin, deployer) = (host.With(Role.Admin), host.With(Role.Deployer));
    }

    public void Dispose()
    {
        admin.Dispose();
        deployer.Dispose();
    }

    [Fact]
    public async Task Without_an_earlier_release_there_is_no_rollback()
    {
        await admin.AddProjectAsync("fresh");
        Deployed("fresh", "Live");

        var answer = await (await deployer.PostAsync("/api/projects/fresh/rollback", null)).ReadAsync(HttpStatusCode.Conflict);

        Assert.Equal("NO_EARLIER_RELEASE", answer.GetProperty("code").GetString());
        Assert.Contains("No other release of fresh was live before.", answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_goes_to_the_release_that_was_live_before_and_passes_over_sick_ones()
    {
        await admin.AddProjectAsync("back");
        Deployed("back", "Retired");
        Deployed("back", "RolledBack");
        Deployed("back", "Failed");
        Deployed("back", "Live");

        var answer = await deployer.PostTextAsync("/api/projects/back/rollback", "{}");
        var rollback = await answer.ReadAsync(HttpStatusCode.Accepted);

        Assert.Equal("/api/projects/back/deployments/5", answer.Headers.Location!.OriginalString);
        Assert.Equal((1, "Rollback", "Queued", "token test"), (
            rollback.GetProperty("buildNumber").GetInt32(), rollback.GetProperty("kind").GetString(),
            rollback.GetProperty("state").GetString(), rollback.GetProperty("actor").GetString()));
    }

    [Fact]
    public async Task A_rollback_may_name_any_release_but_the_live_one()
    {
        await admin.AddProjectAsync("named");
        Deployed("named", "Failed");
        Deployed("named", "Live");

        var named = await deployer.PostAsJsonAsync("/api/projects/named/rollback", new { release = 1 });
        var live = await (await deployer.PostAsJsonAsync("/api/projects/named/rollback", new { release = 2 })).ReadAsync(HttpStatusCode.Conflict);
        var none = await deployer.PostAsJsonAsync("/api/projects/named/rollback", new { release = 9 });

        Assert.Equal(HttpStatusCode.Accepted, named.StatusCode);
        Assert.Equal("RELEASE_IS_LIVE", live.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        var releases = await admin.GetFromJsonAsync<JsonElement[]>("/api/projects/named/releases");
        Assert.Equal([2, 1], releases!.Select(release => release.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task A_deployment_shows_its_probes_and_is_canceled_before_it_has_traffic()
    {
        await admin.AddProjectAsync("probed");
        Deployed("probed", "Queued");
        Deployed("probed", "Live");
        var deployment = host.Get<DeploymentStore>().Find("probed", 1)!;
        host.Get<ProbeStore>().Add(deployment, new Probe { Number = 1, At = host.Time.GetUtcNow(), DurationMs = 12, Code = 503, Ok = false, Detail = "starting" });

        var shown = await admin.GetFromJsonAsync<JsonElement>("/api/projects/probed/deployments/1");
        var canceled = await (await deployer.PostAsync("/api/projects/probed/deployments/1/cancel", null)).ReadAsync(HttpStatusCode.Accepted);
        var live = await (await deployer.PostAsync("/api/projects/probed/deployments/2/cancel", null)).ReadAsync(HttpStatusCode.Conflict);
        var list = await admin.GetFromJsonAsync<JsonElement[]>("/api/projects/probed/deployments");

        Assert.Equal(503, shown.GetProperty("probes")[0].GetProperty("code").GetInt32());
        Assert.Equal("Canceled by token test before it started.", canceled.GetProperty("reason").GetString());
        Assert.Equal("DEPLOYMENT_SETTLED", live.GetProperty("code").GetString());
        Assert.Equal([2, 1], list!.Select(d => d.GetProperty("number").GetInt32()));
    }

    // A build with its release and deployment, as the pipeline would have left them.
    private void Deployed(string project, string state)
    {
        var found = host.Get<ProjectStore>().Find(project)!;
        var build = host.Get<BuildStore>().Add(found, new NewBuild(BuildTrigger.Manual, "test", "main"));
        var release = host.Get<Database>().Write(db => host.Get<ReleaseStore>().Insert(db, build, new ReleaseImage("sha256:00", "tag")));
        var deployment = host.Get<DeploymentStore>().Add(found.Id, new NewDeployment(release, DeploymentKind.Deploy, "test"));
        var wasLive = state is "Live" or "Retired" ? host.Time.GetUtcNow().ToUnixTimeMilliseconds() : (long?)null;
        host.Get<Database>().Write(db => { db.Execute("UPDATE deployments SET state = @state, live_at = @wasLive WHERE id = @Id", new { state, wasLive, deployment.Id }); });
    }
}
