using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ci.Jobs.Projects;
using Ci.Web.Access;
using Ci.Web.Tests.Api;

namespace Ci.Web.Tests.Webhooks;

/// <summary>A signed push of each provider over HTTP, into a server of its own.</summary>
public sealed class ProviderEndpointTests
{
    [Theory]
    [InlineData("github", "X-Hub-Signature-256", "sha256=", "https://git.example.com/acme/shop")]
    [InlineData("gitea", "X-Gitea-Signature", "", "git@git.example.com:acme/shop.git")]
    [InlineData("gitlab", "X-Gitlab-Token", null, "https://git.example.com/acme/web/shop.git")]
    [InlineData("bitbucket", "X-Hub-Signature", "sha256=", "git@bitbucket.org:acme/shop.git")]
    [InlineData("bitbucket-server", "X-Hub-Signature", "sha256=", "https://git.example.com/scm/acme/shop.git")]
    [InlineData("generic", "X-Ci-Signature-256", "sha256=", "https://git.example.com/acme/shop")]
    public async Task A_signed_push_builds_the_projects_of_its_repository_and_branch(string provider, string header, string? prefix, string repository)
    {
        await using var host = await ConsoleHost.StartAsync();
        using var admin = host.With(Role.Admin);
        using var forge = host.Anonymous();
        var secret = (await admin.GetFromJsonAsync<JsonElement>("/api/settings/webhook-secret")).GetProperty("webhookSecret").GetString()!;
        foreach (var (name, url, branch) in new[] { ("shop", repository, "main"), ("other-branch", repository, "next"), ("other-repository", repository.Replace("shop", "shop2", StringComparison.Ordinal), "main") })
            Assert.NotNull(host.Get<ProjectStore>().Add(name, url, branch, new ProjectSettings(), "test"));
        var body = Unskipped(Fixture.Of(provider, "push"));
        var proof = prefix is null ? secret : prefix + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

        var refused = await forge.SendAsync(Call(provider, body, header, proof[..^1] + (proof[^1] == '0' ? '1' : '0')));
        var accepted = await forge.SendAsync(Call(provider, body, header, proof));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        var builds = (await accepted.ReadAsync(HttpStatusCode.Accepted)).GetProperty("builds").EnumerateArray().Select(build => build.GetProperty("project").GetString());
        Assert.Equal(["shop"], builds);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var forge = host.Anonymous();
        using var gzip = Call("github", Fixture.Of("github", "push").Body, "X-Hub-Signature-256", "sha256=");
        gzip.Content!.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await forge.SendAsync(gzip)).StatusCode);
    }

    private static HttpRequestMessage Call(string provider, byte[] body, string header, string proof)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/webhook/{provider}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in Fixture.Of(provider, "push").Headers) request.Headers.Add(name, value);
        request.Headers.Add(header, proof);
        return request;
    }

    private static byte[] Unskipped(Fixture push) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(push.Body).Replace("[skip ci]", "", StringComparison.OrdinalIgnoreCase).Replace("[ci skip]", "", StringComparison.OrdinalIgnoreCase));
}
