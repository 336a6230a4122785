using System.Net;
using Ci.Testing;
using Xunit;

namespace Ci.Jobs.Tests.Testing;

public sealed class GitServerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new("clones");
    private GitServer _server = null!;
    private GitRepository _repository = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await GitServer.StartAsync();
        _repository = await _server.CreateRepositoryAsync("team/hello");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_pushed_commit_can_be_cloned()
    {
        var commit = await PushAsync("greeting.txt", "hello");

        var clone = await CloneAsync(_server.UrlOf(_repository));

        Assert.Equal(commit, await GitCommand.RunAsync(clone, "rev-parse", "HEAD"));
        Assert.Equal("hello", await File.ReadAllTextAsync(Path.Combine(clone, "greeting.txt"), Stop));
    }

    [Fact]
    public async Task A_later_push_and_a_new_branch_are_fetched()
    {
        await PushAsync("a.txt", "1");
        var clone = await CloneAsync(_server.UrlOf(_repository));
        var second = await PushAsync("a.txt", "2");
        await _repository.BranchAsync("feature/x");
        var third = await PushAsync("b.txt", "3");

        await GitCommand.RunAsync(clone, "fetch", "--quiet", "origin");

        Assert.Equal(second, await GitCommand.RunAsync(clone, "rev-parse", "origin/main"));
        Assert.Equal(third, await GitCommand.RunAsync(clone, "rev-parse", "origin/feature/x"));
    }

    [Fact]
    public async Task A_forced_push_moves_the_branch_back()
    {
        var first = await PushAsync("a.txt", "1");
        await PushAsync("a.txt", "2");

        await _repository.ResetAsync(first);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _repository.PushAsync());
        var replacement = await _repository.CommitAsync("a.txt", "other", "Replace");
        await _repository.PushAsync(force: true);

        Assert.Equal(replacement, await _repository.TipAsync("main"));
    }

    [Fact]
    public async Task A_clone_pushes_over_http_a_body_larger_than_git_sends_in_one_piece()
    {
        await PushAsync("a.txt", "1");
        var clone = await CloneAsync(_server.UrlOf(_repository));
        var noise = new byte[3 << 20];
        Random.Shared.NextBytes(noise);
        await File.WriteAllBytesAsync(Path.Combine(clone, "noise.bin"), noise, Stop);
        await GitCommand.RunAsync(clone, "add", "--all");
        await GitCommand.RunAsync(clone, "commit", "--quiet", "--message", "Big");

        await GitCommand.RunAsync(clone, "push", "--quiet", "origin", "main");

        Assert.Equal(await GitCommand.RunAsync(clone, "rev-parse", "HEAD"), await _repository.TipAsync("main"));
    }

    [Fact]
    public async Task A_fetch_with_a_compressed_request_works()
    {
        // git compresses its list of "have" lines once it is longer than a kilobyte.
        for (var number = 0; number < 30; number++)
            await _repository.CommitAsync("a.txt", $"{number}", $"Commit {number}");
        await _repository.PushAsync();
        var clone = await CloneAsync(_server.UrlOf(_repository));
        for (var number = 0; number < 60; number++)
            await GitCommand.RunAsync(clone, "commit", "--quiet", "--allow-empty", "--message", $"Local {number}");
        var remote = await PushAsync("a.txt", "new");

        await GitCommand.RunAsync(clone, "-c", "protocol.version=0", "fetch", "--quiet", "origin");

        Assert.Equal(remote, await GitCommand.RunAsync(clone, "rev-parse", "origin/main"));
    }

    [Fact]
    public async Task Only_the_right_credentials_are_let_in()
    {
        await PushAsync("a.txt", "1");
        _server.Credentials = new NetworkCredential("ada", "s3cret:with/signs");

        var without = await Assert.ThrowsAsync<InvalidOperationException>(() => CloneAsync(_server.UrlOf(_repository)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => CloneAsync(WithCredentials("ada", "wrong")));
        var clone = await CloneAsync(WithCredentials("ada", "s3cret:with/signs"));

        Assert.Contains("could not read Username", without.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(clone, "a.txt")));
    }

    [Fact]
    public async Task An_unknown_repository_is_not_found()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => CloneAsync(new Uri(_server.Url, "nobody.git")));

        Assert.Contains("not found", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_in_error_answers_500()
    {
        _server.Fault = GitFault.Error;

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => CloneAsync(_server.UrlOf(_repository)));

        Assert.Contains("500", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hanging_server_takes_the_request_and_never_answers()
    {
        _server.Fault = GitFault.Hang;
        using var http = new HttpClient();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);

        var request = http.GetAsync(new Uri(_server.Url, "team/hello.git/info/refs?service=git-upload-pack"), patience.Token);
        await Eventually.TrueAsync(() => _server.Requests == 1, "the request to arrive", stop: Stop);

        Assert.False(request.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    [Fact]
    public async Task A_slow_server_answers_correctly_in_the_end()
    {
        var commit = await PushAsync("a.txt", "1");
        _server.Fault = GitFault.Slow;

        var clone = await CloneAsync(_server.UrlOf(_repository));

        Assert.Equal(commit, await GitCommand.RunAsync(clone, "rev-parse", "HEAD"));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<string> PushAsync(string path, string text)
    {
        var commit = await _repository.CommitAsync(path, text, $"Write {path}");
        await _repository.PushAsync();
        return commit;
    }

    private async Task<string> CloneAsync(Uri url)
    {
        var target = _folder.PathTo(Guid.NewGuid().ToString("N"));
        await GitCommand.RunAsync(_folder.Path, "clone", "--quiet", url.AbsoluteUri, target);
        return target;
    }

    private Uri WithCredentials(string user, string password) =>
        new UriBuilder(_server.UrlOf(_repository)) { UserName = user, Password = Uri.EscapeDataString(password) }.Uri;
}
