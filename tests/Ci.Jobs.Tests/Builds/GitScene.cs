using Ci.Jobs.Builds;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

/// <summary>One repository <c>/shop</c> behind a server, and a <see cref="Git"/> with a data directory of its own.</summary>
public abstract class GitScene : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("ci-git-").FullName;

    private protected GitHttp Server { get; private set; } = null!;

    private protected ScratchRepository Shop { get; private set; } = null!;

    private protected GitOptions Options { get; private set; } = null!;

    private protected List<string> Lines { get; } = [];

    private protected string Url => Server.Url + "/shop/.git";

    private protected string Mirrors => Path.Combine(Options.DataDirectory, "mirrors");

    public async ValueTask InitializeAsync()
    {
        Shop = await ScratchRepository.CreateAsync(Path.Combine(_root, "served", "shop"));
        Server = await GitHttp.StartAsync(Path.Combine(_root, "served"));
        Options = new GitOptions(Path.Combine(_root, "data")) { AllowHttp = true };
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
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

    private protected string OnlyMirror() => Directory.GetDirectories(Mirrors).Single();

    private protected void Note(string line)
    {
        lock (Lines) Lines.Add(line);
    }
}
