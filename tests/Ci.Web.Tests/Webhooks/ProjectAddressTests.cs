using System.Net;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Testing;
using Ci.Web.Access;

namespace Ci.Web.Tests.Webhooks;

/// <summary>Calls to <c>/webhook/github/{project}</c>: what is changed holds for the next call.</summary>
public sealed class ProjectAddressTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private readonly Hook hook = new(host);

    [Fact]
    public async Task A_rotated_and_a_removed_secret_take_effect_at_once()
    {
        var project = hook.AddProject("rotated");
        var secrets = host.Get<WebhookSecrets>();
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("rotated", hook.Secret));

        var first = secrets.Rotate(project, TimeSpan.Zero, "ann").Value;
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("rotated", hook.Secret));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("rotated", first));

        var second = secrets.Rotate(project, TimeSpan.Zero, "ann").Value;
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("rotated", first));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("rotated", second));

        secrets.Remove(project);
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("rotated", second));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("rotated", hook.Secret));
    }

    [Fact]
    public async Task A_secret_is_good_to_the_end_of_its_overlap_and_not_longer()
    {
        var project = hook.AddProject("overlap");
        var secrets = host.Get<WebhookSecrets>();
        var old = secrets.Rotate(project, TimeSpan.Zero, "ann").Value;

        secrets.Rotate(project, TimeSpan.FromHours(1), "ann");
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("overlap", old));

        host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("overlap", old));
    }

    [Fact]
    public async Task A_project_that_is_made_removed_and_made_again_is_known_at_once()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("again", hook.Secret));
        var project = hook.AddProject("again");
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("again", hook.Secret));
        var own = host.Get<WebhookSecrets>().Rotate(project, TimeSpan.Zero, "ann").Value;
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("again", own));

        host.Get<ProjectStore>().Remove(project);
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("again", own));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("again", hook.Secret));

        hook.AddProject("again");
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync("again", own));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync("again", hook.Secret));
    }

    [Fact]
    public async Task A_project_that_is_made_while_its_address_is_called_is_known_to_the_next_call()
    {
        for (var round = 0; round < 20; round++)
        {
            var name = $"raced-{round}";
            using var stop = new CancellationTokenSource();
            var store = host.Get<ProjectStore>();
            var asking = Task.Run(() => { while (!stop.IsCancellationRequested) store.IdOf(name); }, TestContext.Current.CancellationToken);

            var project = hook.AddProject(name);

            Assert.Equal(project.Id, store.IdOf(name));
            await stop.CancelAsync();
            await asking;
        }
    }

    [Fact]
    public async Task A_deleted_project_builds_nothing_more()
    {
        hook.AddProject("doomed");
        using var admin = host.With(Role.Admin);
        (await admin.DeleteAsync("/api/projects/doomed")).EnsureSuccessStatusCode();

        Assert.Contains(await SendAsync("doomed", hook.Secret), (HttpStatusCode[])[HttpStatusCode.Accepted, HttpStatusCode.Unauthorized]);
        Assert.DoesNotContain(host.Get<Ci.Jobs.Builds.BuildStore>().Open(), build => build.Project == "doomed");
    }

    private async Task<HttpStatusCode> SendAsync(string project, string secret)
    {
        using var forge = host.Anonymous();
        var body = Hook.Push(project).ToJson();
        using var answer = await forge.SendAsync(hook.Call(body, SignedPush.Sign(secret, body), $"/webhook/github/{project}"));
        return answer.StatusCode;
    }
}
