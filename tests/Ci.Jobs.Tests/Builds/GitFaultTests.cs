using System.Net;
using System.Net.Sockets;
using Ci.Jobs.Builds;
using Ci.Testing;
using CliWrap;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

public sealed class GitFaultTests : GitScene
{
    [Theory]
    [InlineData(401, GitFailure.NeedsCredentials, "needs credentials"), InlineData(403, GitFailure.NeedsCredentials, "needs credentials")]
    [InlineData(404, GitFailure.RepositoryNotFound, "There is no repository at"), InlineData(500, GitFailure.TransferBroken, "in the middle")]
    internal async Task An_answer_that_is_an_error_is_told_in_a_sentence(int status, GitFailure failure, string sentence)
    {
        Server.AnswerFirst = context =>
        {
            context.Response.StatusCode = status;
            if (status == 401) context.Response.Headers.WWWAuthenticate = "Basic realm=\"x\"";
            return Task.FromResult(true);
        };

        var failed = await FailAsync();

        Assert.Equal(failure, failed.Failure);
        Assert.Contains(sentence, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_branch_is_named()
    {
        await CommitAsync("one", ("a.txt", "1"));

        var failed = await FailAsync(branch: "gone");

        Assert.Equal(GitFailure.BranchNotFound, failed.Failure);
        Assert.StartsWith("Branch gone does not exist in http://", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_refuses_and_a_host_nobody_knows_are_told_apart()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Assert.Equal(GitFailure.Unreachable, (await FailAsync(url: $"http://127.0.0.1:{port}/a/b")).Failure);
        Assert.Equal(GitFailure.HostUnknown, (await FailAsync(url: "http://nobody.invalid/a/b")).Failure);
    }

    [Fact]
    public async Task What_answers_but_is_no_git_server_has_no_repository()
    {
        Server.AnswerFirst = async context =>
        {
            await context.Response.WriteAsync("<html>\n<title>fatal: No space left on device</title>\n</html>\n");
            return true;
        };

        Assert.Equal(GitFailure.RepositoryNotFound, (await FailAsync()).Failure);
    }

    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        await CommitAsync("one", ("a.txt", "1"));
        await using var other = await GitServer.StartAsync();
        Server.AnswerFirst = context =>
        {
            context.Response.Redirect(other.Url.ToString().TrimEnd('/') + context.Request.Path + context.Request.QueryString);
            return Task.FromResult(true);
        };

        var failed = await FailAsync();

        Assert.Equal(GitFailure.Redirected, failed.Failure);
        Assert.Equal(0, other.Requests);
    }

    [Fact]
    public async Task A_hanging_server_is_given_up_and_nothing_is_left_running()
    {
        await CommitAsync("one", ("a.txt", "1"));
        Server.AnswerFirst = HangAsync;

        var failed = await FailAsync(options: Options with { Timeout = TimeSpan.FromSeconds(2) });

        Assert.Equal(GitFailure.TimedOut, failed.Failure);
        Assert.StartsWith("git took longer than 2 s.", failed.Message, StringComparison.Ordinal);
        await NothingRunsAsync();
    }

    [Fact]
    public async Task A_server_that_sends_a_byte_a_second_is_given_up()
    {
        await CommitAsync("one", ("a.txt", "1"));
        Server.AnswerFirst = async context =>
        {
            context.Response.ContentType = "application/x-git-upload-pack-advertisement";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync("0", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, context.RequestAborted);
            }
            return true;
        };

        Assert.Equal(GitFailure.TimedOut, (await FailAsync(options: Options with { LowSpeedTime = TimeSpan.FromSeconds(1) })).Failure);
    }

    [Fact]
    public async Task A_canceled_fetch_leaves_nothing_running()
    {
        await CommitAsync("one", ("a.txt", "1"));
        using var stop = new CancellationTokenSource();
        Server.AnswerFirst = async context =>
        {
            await stop.CancelAsync();
            return await HangAsync(context);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Git(Options, TimeProvider.System).FetchAsync(Url, "main", null, Note, stop.Token));

        await NothingRunsAsync();
    }

    [Fact]
    public async Task Locks_and_half_packs_of_a_killed_git_do_not_stop_the_next()
    {
        await CommitAsync("one", ("a.txt", "1"));
        var mirror = (await FetchAsync()).MirrorPath;
        var reference = Directory.GetFiles(Path.Combine(mirror, "refs", "ci")).Single();
        foreach (var left in new[] { reference + ".lock", Path.Combine(mirror, "packed-refs.lock"), Path.Combine(mirror, "shallow.lock"), Path.Combine(mirror, "HEAD.lock"), Path.Combine(mirror, "objects", "pack", "tmp_pack_x1") })
            await File.WriteAllTextAsync(left, "half", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(mirror + ".new");
        var commit = await CommitAsync("two", ("a.txt", "2"));

        Assert.Equal(commit, (await FetchAsync()).Commit);
        Assert.Empty(Directory.GetFiles(mirror, "tmp_*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_git_of_a_killed_server_is_ended_before_the_next_fetch()
    {
        await CommitAsync("one", ("a.txt", "1"));
        var mirror = (await FetchAsync()).MirrorPath;
        using var stop = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        Server.AnswerFirst = async context =>
        {
            asked.TrySetResult();
            return await HangAsync(context);
        };
        var orphan = Cli.Wrap("git").WithArguments(["--git-dir=" + mirror, "fetch", Url, "main"]).WithValidation(CommandResultValidation.None)
            .WithEnvironmentVariables(e => e.Set(GitProcesses.Mark, $"{mirror}|{GitCall.Write}|1")).ExecuteAsync(stop.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Server.AnswerFirst = null;

        await FetchAsync();

        Assert.NotEqual(0, (await orphan).ExitCode);
    }

    [Theory]
    [InlineData("HEAD", ""), InlineData("config", "[broken"), InlineData("objects", null)]
    public async Task A_damaged_mirror_is_fetched_again(string part, string? text)
    {
        var commit = await CommitAsync("one", ("a.txt", "1"));
        var damaged = Path.Combine((await FetchAsync()).MirrorPath, part);
        if (text is not null) await File.WriteAllTextAsync(damaged, text, TestContext.Current.CancellationToken);
        else foreach (var file in Directory.GetFiles(damaged, "*", SearchOption.AllDirectories)) Damage(file);

        Assert.Equal(commit, (await FetchAsync()).Commit);
    }

    [Fact]
    public async Task A_repository_above_the_limit_is_given_up_while_it_comes()
    {
        await CommitAsync("one", ("a.txt", "1"));
        Server.AnswerFirst = HangAsync;

        var failed = await FailAsync(options: Options with { MaxMirrorBytes = 10 });

        Assert.Equal(GitFailure.TooLarge, failed.Failure);
        await NothingRunsAsync();
    }

    private static void Damage(string file)
    {
        File.Delete(file);
        File.WriteAllText(file, "");
    }

    private static async Task<bool> HangAsync(HttpContext context)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client is gone.
        }
        return true;
    }

    private Task NothingRunsAsync() =>
        Eventually.TrueAsync(() => GitProcesses.Find(Path.GetFullPath(Mirrors)).Count == 0, "the end of all git processes", TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
}
