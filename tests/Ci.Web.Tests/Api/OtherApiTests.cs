using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ci.Jobs.Storage;
using Ci.Web.Access;
using Dapper;

namespace Ci.Web.Tests.Api;

public sealed class OtherApiTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task The_webhook_secret_is_kept_sealed_and_its_reading_is_recorded()
    {
        using var admin = host.With(Role.Admin);

        var answer = await admin.GetAsync("/api/settings/webhook-secret");
        var secret = (await answer.ReadAsync(HttpStatusCode.OK)).GetProperty("webhookSecret").GetString()!;

        Assert.Matches("^[0-9a-f]{64}$", secret);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(secret, (await admin.GetFromJsonAsync<JsonElement>("/api/settings/webhook-secret")).GetProperty("webhookSecret").GetString());
        Assert.DoesNotContain(host.Get<Database>().Read(db => db.Query<string>("SELECT sealed FROM secrets").AsList()), text => text.Contains(secret, StringComparison.Ordinal));
        Assert.Contains(host.Get<ActivityStore>().List(50), activity => activity.Action == "WebhookSecret.Read");
    }

    [Fact]
    public async Task A_token_is_shown_once_works_and_is_revoked()
    {
        using var admin = host.With(Role.Admin);

        var made = await (await admin.PostAsJsonAsync("/api/tokens", new { name = "deploy script", role = "deployer" })).ReadAsync(HttpStatusCode.Created);
        using var script = host.WithToken(made.GetProperty("token").GetString()!);
        var me = await script.GetFromJsonAsync<JsonElement>("/api/me");
        var list = await admin.GetStringAsync("/api/tokens");
        var revoked = await admin.DeleteAsync($"/api/tokens/{made.GetProperty("details").GetProperty("id")}");

        Assert.Equal(("token deploy script", "Deployer"), (me.GetProperty("name").GetString(), me.GetProperty("role").GetString()));
        Assert.DoesNotContain(made.GetProperty("token").GetString()!, list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await script.GetAsync("/api/me")).StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"","role":"Admin"}""", "name")]
    [InlineData("""{"name":"x","role":"root"}""", "role")]
    [InlineData("""{"name":"x","role":2}""", "role")]
    [InlineData("""{"name":"x","role":"Admin","expiresAt":"2001-01-01T00:00:00Z"}""", "expiresAt")]
    public async Task A_token_needs_a_name_a_role_and_a_time_to_come(string body, string field)
    {
        using var admin = host.With(Role.Admin);

        await (await admin.PostTextAsync("/api/tokens", body)).ErrorAsync(field);
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_number_get_problem_json()
    {
        using var admin = host.With(Role.Admin);

        var unknown = await admin.GetAsync("/api/nothing");
        var wrong = await admin.GetAsync("/api/activity?limit=many");

        await unknown.ReadAsync(HttpStatusCode.NotFound);
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType!.MediaType);
        await wrong.ErrorAsync("limit");
    }
}
