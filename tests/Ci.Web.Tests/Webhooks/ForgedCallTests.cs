using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ci.Jobs.Storage;
using Ci.Jobs.Triggers;
using Ci.Testing;
using Dapper;

namespace Ci.Web.Tests.Webhooks;

/// <summary>Calls that look nearly right, over HTTP.</summary>
public sealed class ForgedCallTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private readonly Hook hook = new(host);

    [Theory]
    [InlineData(0), InlineData(17), InlineData(-1)]
    public async Task A_body_with_one_byte_changed_is_refused(int at)
    {
        var body = Hook.Push().ToJson();
        var signature = SignedPush.Sign(hook.Secret, body);
        body[at < 0 ? body.Length + at : at] ^= 1;

        await RefusedAsync(hook.Call(body, signature));
    }

    [Fact]
    public async Task A_signature_that_is_not_64_right_hex_digits_is_refused()
    {
        var body = Hook.Push().ToJson();
        var right = SignedPush.Sign(hook.Secret, body);

        foreach (var wrong in new[] { right[..^1], right + "0", right[..^2] + "zz", right["sha256=".Length..], "sha256=", "sha1=" + right["sha256=".Length..], right.Replace("sha256", "SHA256", StringComparison.Ordinal), right + "," + right, "" })
            await RefusedAsync(hook.Call(body, wrong));
    }

    [Fact]
    public async Task A_signature_that_is_given_twice_is_refused()
    {
        var body = Hook.Push().ToJson();
        using var call = await RawCall.ConnectAsync(host.Address);

        await call.HeadAsync("/webhook/github", body.Length, [.. hook.Headers(body), hook.Headers(body)[^1]]);
        await call.SendAsync(body);

        Assert.Equal(401, await call.StatusAsync());
    }

    [Fact]
    public async Task The_old_SHA1_signature_alone_is_refused()
    {
        var body = Hook.Push().ToJson();
        var request = hook.Call(body);
        request.Headers.Remove("X-Hub-Signature-256");
#pragma warning disable CA5350 // The weak hash is the point.
        request.Headers.Add("X-Hub-Signature", "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData(Encoding.UTF8.GetBytes(hook.Secret), body)));
#pragma warning restore CA5350

        await RefusedAsync(request);
    }

    [Fact]
    public async Task A_signature_of_the_same_JSON_written_anew_is_refused()
    {
        var body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Hook.Push().ToJson()).Replace("{", "{ ", StringComparison.Ordinal));
        var anew = Encoding.UTF8.GetBytes(JsonNode.Parse(body)!.ToJsonString());

        await RefusedAsync(hook.Call(body, SignedPush.Sign(hook.Secret, anew)));
    }

    [Fact]
    public async Task The_same_push_under_a_new_delivery_id_starts_nothing_new()
    {
        hook.AddProject("replayed");
        var body = Hook.Push("replayed").ToJson();

        var first = await SendAsync(hook.Call(body));
        var second = await SendAsync(hook.Call(body));

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.Status, second.Status));
        Assert.Single(first.Answer["builds"]!.AsArray());
        Assert.Empty(second.Answer["builds"]!.AsArray());
        Assert.Contains("has commit", second.Answer["message"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, HttpStatusCode.Accepted), InlineData(-10, HttpStatusCode.Unauthorized), InlineData(10, HttpStatusCode.Unauthorized)]
    public async Task A_signature_with_a_time_is_good_for_minutes(int minutes, HttpStatusCode expected)
    {
        var push = Fixture.Of("gitlab", "push");
        var time = host.Time.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds();
        var request = hook.Call(push.Body, path: "/webhook/gitlab");
        foreach (var (name, value) in push.Headers) request.Headers.TryAddWithoutValidation(name, value);
        foreach (var name in new[] { "webhook-id", "webhook-timestamp", "webhook-signature" }) request.Headers.Remove(name);
        request.Headers.Add("webhook-id", $"timed-{minutes}");
        request.Headers.Add("webhook-timestamp", $"{time}");
        request.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromHexString(hook.Secret), (byte[])[.. Encoding.UTF8.GetBytes($"timed-{minutes}.{time}."), .. push.Body])));
        // What was read on its way must not help.
        request.Headers.Add("X-Gitlab-Token", hook.Secret);

        Assert.Equal(expected, (await SendAsync(request)).Status);
    }

    [Fact]
    public async Task Another_projects_repository_at_a_projects_address_builds_neither()
    {
        hook.AddProject("mine");
        hook.AddProject("yours");

        var (status, answer) = await SendAsync(hook.Call(Hook.Push("yours").ToJson(), path: "/webhook/github/mine"));

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Empty(answer["builds"]!.AsArray());
        Assert.Equal("No project builds acme/yours.", answer["message"]!.ToString());
    }

    [Theory]
    [InlineData("github"), InlineData("GITHUB"), InlineData("gitlab"), InlineData("generic")]
    public async Task Who_asks_for_a_project_learns_nothing(string provider)
    {
        var own = hook.AddProject($"own-{provider}");
        hook.AddProject($"plain-{provider}");
        host.Get<WebhookSecrets>().Rotate(own, TimeSpan.Zero, "ann");
        var body = Hook.Push().ToJson();
        List<string> answers = [];

        foreach (var project in new[] { $"own-{provider}", $"plain-{provider}", $"none-{provider}", "-", "..%2f", new string('x', 500), $"{own.Id}", "" })
        {
            using var call = await RawCall.ConnectAsync(host.Address);
            await call.HeadAsync($"/webhook/{provider}/{project}", body.Length, "X-Ci-Event: push", "X-GitHub-Event: push", "X-Hub-Signature-256: sha256=" + new string('0', 64), "X-Gitlab-Token: wrong");
            await call.SendAsync(body);
            // An id of this one request, made by chance.
            answers.Add(System.Text.RegularExpressions.Regex.Replace(await call.AnswerAsync(), "\"traceId\":\"[^\"]*\"", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        }

        Assert.StartsWith("HTTP/1.1 401 ", answers[0], StringComparison.Ordinal);
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task No_secret_and_no_proof_is_kept_or_told()
    {
        var token = "a-token-that-was-sent-" + Guid.NewGuid();
        var refused = hook.Call(Hook.Push().ToJson(), path: "/webhook/gitlab");
        refused.Headers.Add("X-Gitlab-Token", token);
        var accepted = hook.Call(Fixture.Of("gitlab", "push").Body, path: "/webhook/gitlab");
        accepted.Headers.Add("X-Gitlab-Token", hook.Secret);
        accepted.Headers.Add("X-Gitlab-Event", "Push Hook");
        accepted.Headers.Add("X-Forwarded-Access-Token", token);

        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(refused)).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await SendAsync(accepted)).Status);

        var kept = host.Get<Database>().Read(db => db.Query<string>("SELECT headers || proof || reason || event || actor FROM deliveries").AsList());
        Assert.DoesNotContain(kept, text => text.Contains(token, StringComparison.Ordinal) || text.Contains(hook.Secret, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(host.Data, "*.log", SearchOption.AllDirectories))
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain(token, text, StringComparison.Ordinal);
            Assert.DoesNotContain(hook.Secret, text, StringComparison.Ordinal);
        }
    }

    private async Task RefusedAsync(HttpRequestMessage request)
    {
        var (status, answer) = await SendAsync(request);
        Assert.Equal((HttpStatusCode.Unauthorized, "Signature does not match."), (status, answer["title"]!.ToString()));
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(HttpRequestMessage request)
    {
        using var forge = host.Anonymous();
        using var response = await forge.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
