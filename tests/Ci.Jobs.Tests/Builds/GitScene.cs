using Ci.Jobs.Builds;
using Ci.Testing;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

/// <summary>One repository <c>acme/shop</c> behind a server, and a <see cref="Git"/> with a data directory of its own.</summary>
public abstract class GitScene : IAsyncLifetime
{
    private readonly TemporaryFolder _data = new("git-data");

    private protected GitServer Server { get; private set; } = null!;

    private protected GitRepository Shop { get; private set; } = null!;

    private protected GitOptions Options { get; private set; } = null!;

    private protected List<string> Lines { get; } = [];

    private protected string Url => Server.UrlOf(Shop).ToString();

    private protected string Mirrors => Path.Combine(Options.DataDirectory, "mirrors");

    public async ValueTask InitializeAsync()
    {
        Server = await GitServer.StartAsync();
        Shop = await Server.CreateRepositoryAsync("acme/shop");
        Options = new GitOptions(_data.Path) { AllowHttp = true };
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _data.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Commits the files on the branch that is checked out, and pushes it by force.</summary>
    private protected async Task<string> CommitAsync(string message, params (string File, string Text)[] files)
    {
        var commit = await Shop.CommitAsync(files.ToDictionary(f => f.File, f => (string?)f.Text, StringComparer.Ordinal), message);
        await Shop.PushAsync(force: true);
        return commit;
    }

    private protected Task<Checkout> FetchAsync(string? commit = null, string branch = "main", string? url = null, GitOptions? options = null) =>
        new Git(options ?? Options, TimeProvider.System).FetchAsync(url ?? Url, branch, commit, Note, TestContext.Current.CancellationToken);

    private protected async Task<GitException> FailAsync(string? commit = null, string branch = "main", string? url = null, GitOptions? options = null)
    {
        var failed = await Assert.ThrowsAsync<GitException>(() => FetchAsync(commit, branch, url, options));
        Assert.EndsWith(".", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", failed.NextAction, StringComparison.Ordinal);
        return failed;
    }

    private protected void Note(string line)
    {
        lock (Lines) Lines.Add(line);
    }
}
