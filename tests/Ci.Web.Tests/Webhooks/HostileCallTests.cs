using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Ci.Web.Access;
using Dapper;

namespace Ci.Web.Tests.Webhooks;

/// <summary>Signed calls whose content means harm, and calls that are only to cost, over HTTP.</summary>
public sealed class HostileCallTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    private readonly Hook hook = new(host);

    [Theory]
    [InlineData("--upload-pack=x"), InlineData("a;id"), InlineData("a`id`"), InlineData("a$(id)"), InlineData("a&&b|c>d"), InlineData("a'b\"c"), InlineData("日本/🍐")]
    public async Task An_odd_branch_that_git_allows_is_built_literally(string branch)
    {
        var name = "odd-" + Guid.NewGuid().ToString("n")[..8];
        hook.AddProject(name, new TriggerSettings { Branches = ["**"] });
        using var forge = host.Anonymous();

        using var answer = await forge.SendAsync(hook.Call((Hook.Push(name) with { Ref = "refs/heads/" + branch }).ToJson()));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(("refs/heads/" + branch, branch), host.Get<BuildStore>().Find(name, 1) is { } build ? (build.Ref, build.Branch) : default);
    }

    [Theory]
    [InlineData("../../x"), InlineData("a..b"), InlineData("@{-1}"), InlineData("a\0b"), InlineData("a\r\nb"), InlineData("a b"), InlineData("a.lock"), InlineData("a~1"), InlineData("a:b"), InlineData("a*"), InlineData("")]
    public async Task A_branch_that_git_does_not_allow_is_named_as_wrong(string branch) => await UnreadableAsync(Hook.Push() with { Ref = "refs/heads/" + branch }, "Field ref ");

    [Theory]
    [InlineData("HEAD"), InlineData("--all"), InlineData("0123456789abcdef0123456789abcdef0123456"), InlineData("refs/heads/main"), InlineData("g123456789abcdef0123456789abcdef01234567"), InlineData("")]
    public async Task A_commit_that_is_no_whole_id_is_named_as_wrong(string commit) => await UnreadableAsync(Hook.Push() with { After = commit }, "Field after ");

    [Theory]
    [InlineData("ext::sh -c x"), InlineData("fd::17"), InlineData("file:///etc"), InlineData("/etc"), InlineData("ssh://-oProxyCommand=x/"), InlineData("-u x"), InlineData("https://u:p@h/")]
    public async Task A_clone_URL_of_a_payload_is_never_used(string url)
    {
        var name = "url-" + Guid.NewGuid().ToString("n")[..8];
        hook.AddProject(name);
        var text = Encoding.UTF8.GetString(Hook.Push(name).ToJson()).Replace($"https://git.example.com/acme/{name}.git", url, StringComparison.Ordinal);
        using var forge = host.Anonymous();

        using var answer = await forge.SendAsync(hook.Call(Encoding.UTF8.GetBytes(text), path: $"/webhook/github/{name}"));

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.DoesNotContain(host.Get<BuildStore>().Open(), build => build.Project == name && build.RepositoryUrl != $"https://git.example.com/acme/{name}");
    }

    [Theory]
    [InlineData("ext::sh -c x"), InlineData("fd::17"), InlineData("file:///"), InlineData("/etc"), InlineData("ssh://-oProxyCommand=x/"), InlineData("-u x"), InlineData("https://u:p@h/")]
    public async Task A_project_takes_no_URL_that_git_would_run_or_that_holds_a_password(string url)
    {
        using var admin = host.With(Role.Admin);

        using var answer = await admin.PostAsync("/api/projects", new StringContent(JsonSerializer.Serialize(new { name = "evil", repositoryUrl = url }), Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(host.Get<ProjectStore>().Find("evil"));
    }

    [Fact]
    public async Task Ten_thousand_levels_of_JSON_are_refused()
    {
        using var forge = host.Anonymous();
        foreach (var text in new[] { new string('[', 10_000) + new string(']', 10_000), string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000) })
        {
            using var answer = await forge.SendAsync(hook.Call(Encoding.UTF8.GetBytes(text)));
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_compressed_body_and_forms_are_refused_with_a_sentence()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(new byte[10_000_000], TestContext.Current.CancellationToken);
        var compressed = hook.Call(packed.ToArray());
        compressed.Content!.Headers.ContentEncoding.Add("gzip");
        var form = hook.Call("payload=%7B%7D"u8.ToArray());
        form.Content!.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var forge = host.Anonymous();

        foreach (var request in new[] { compressed, form })
        {
            using var answer = await forge.SendAsync(request);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
            Assert.Contains("application/json", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_length_over_the_limit_is_refused_before_the_body_and_a_body_longer_than_its_length_is_cut()
    {
        using var announced = await RawCall.ConnectAsync(host.Address);
        await announced.HeadAsync("/webhook/github", 26 * 1024 * 1024);
        var body = Hook.Push().ToJson();
        using var longer = await RawCall.ConnectAsync(host.Address);
        await longer.HeadAsync("/webhook/github", body.Length - 1, hook.Headers(body));
        await longer.SendAsync(body);

        Assert.Equal(413, await announced.StatusAsync());
        Assert.Equal(401, await longer.StatusAsync());
    }

    [Fact]
    public async Task Who_waits_for_a_word_before_the_body_gets_it()
    {
        hook.AddProject("polite");
        var body = Hook.Push("polite").ToJson();
        using var forge = host.Anonymous();
        using var request = hook.Call(body);
        request.Headers.ExpectContinue = true;

        using var answer = await forge.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Two_lengths_a_length_with_chunks_and_negative_ones_are_refused()
    {
        foreach (var lines in new[] { "Content-Length: 2\r\nContent-Length: 3", "Content-Length: -1", "Content-Length: 99999999999999999999", "Transfer-Encoding: gzip" })
        {
            using var call = await RawCall.ConnectAsync(host.Address);
            await call.SendAsync(Encoding.ASCII.GetBytes($"POST /webhook/github HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{lines}\r\n\r\n{{}}"));
            Assert.InRange(await call.StatusAsync(), 400, 499);
        }
    }

    [Fact]
    public async Task A_flood_of_bad_signatures_and_unknown_providers_makes_the_database_no_larger_than_its_few_records()
    {
        await hook.RefusedAsync(1, "127.2.0.1");
        Checkpoint();
        var (size, rows) = (new FileInfo(Path.Combine(host.Data, "ci.db")).Length, Rows());
        var filler = Enumerable.Range(0, 40).Select(i => $"X-Filler-{i}: {new string('f', 250)}").ToList();

        await Task.WhenAll(Enumerable.Range(2, 20).Select(async sender =>
        {
            using var call = await RawCall.ConnectAsync(host.Address, $"127.2.0.{sender}");
            for (var i = 0; i < 100; i++)
            {
                await call.HeadAsync(i % 2 == 0 ? "/webhook/github" : $"/webhook/{Guid.NewGuid()}", 2, filler);
                await call.SendAsync("{}"u8.ToArray());
                Assert.Contains(await call.StatusAsync(), (int[])[401, 404, 429]);
            }
        }));

        Checkpoint();
        Assert.InRange(Rows() - rows, 1, 200);
        Assert.InRange(new FileInfo(Path.Combine(host.Data, "ci.db")).Length - size, 0, 200 * 20_000);
    }

    private async Task UnreadableAsync(Ci.Testing.SignedPush push, string sentence)
    {
        using var forge = host.Anonymous();
        using var answer = await forge.SendAsync(hook.Call(push.ToJson()));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.StartsWith(sentence, problem.RootElement.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    private int Rows() => host.Get<Database>().Read(db => db.ExecuteScalar<int>("SELECT count(*) FROM deliveries"));

    private void Checkpoint() => host.Get<Database>().Read(db => db.Execute("PRAGMA wal_checkpoint(TRUNCATE)"));
}
