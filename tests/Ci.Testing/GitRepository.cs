namespace Ci.Testing;

/// <summary>
/// A bare repository, as a forge holds it, and a work tree to make commits in. Pushes go straight to the bare
/// repository's folder; what a server makes of them is read over HTTP from <see cref="GitServer"/>.
/// </summary>
public sealed class GitRepository : IDisposable
{
    private readonly TemporaryFolder _workTree = new("worktree");

    private GitRepository(string name, string bareFolder) => (Name, BareFolder) = (name, bareFolder);

    /// <summary>The name without ".git", for example <c>team/hello</c>.</summary>
    public string Name { get; }

    public string BareFolder { get; }

    public string WorkTree => _workTree.Path;

    /// <summary>Makes an empty repository under <paramref name="root"/>, the folder a <see cref="GitServer"/> serves.</summary>
    public static async Task<GitRepository> CreateAsync(string root, string name, string branch = "main")
    {
        var repository = new GitRepository(name, Path.Combine(root, name + ".git"));
        Directory.CreateDirectory(repository.BareFolder);
        await GitCommand.RunAsync(repository.BareFolder, "init", "--quiet", "--bare", "--initial-branch", branch);
        await repository.GitAsync("init", "--quiet", "--initial-branch", branch);
        await repository.GitAsync("remote", "add", "origin", repository.BareFolder);
        return repository;
    }

    /// <summary>Writes the files (relative path → text; null removes), commits everything and returns the commit's hash.</summary>
    public async Task<string> CommitAsync(IReadOnlyDictionary<string, string?> files, string message)
    {
        foreach (var (path, text) in files)
            Write(Path.Combine(WorkTree, path), text);
        return await CommitWorkTreeAsync(message);
    }

    /// <summary>Commits one file and returns the commit's hash.</summary>
    public Task<string> CommitAsync(string path, string text, string message) =>
        CommitAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { [path] = text }, message);

    /// <summary>Copies a folder's content with its file modes over the work tree, commits and returns the commit's hash.</summary>
    public async Task<string> CommitFolderAsync(string folder, string message)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(WorkTree, Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        return await CommitWorkTreeAsync(message);
    }

    /// <summary>Pushes the branch that is checked out, or the given one.</summary>
    public Task PushAsync(string branch = "HEAD", bool force = false) =>
        GitAsync(["push", "--quiet", .. force ? ["--force"] : Array.Empty<string>(), "origin", branch]);

    /// <summary>Creates a branch from the current commit and checks it out.</summary>
    public Task BranchAsync(string name) => GitAsync("checkout", "--quiet", "-b", name);

    public Task CheckoutAsync(string branch) => GitAsync("checkout", "--quiet", branch);

    /// <summary>Moves the current branch and the files back to an earlier commit; the next push has to be forced.</summary>
    public Task ResetAsync(string commit) => GitAsync("reset", "--quiet", "--hard", commit);

    public Task DeleteRemoteBranchAsync(string branch) => GitAsync("push", "--quiet", "origin", "--delete", branch);

    /// <summary>The commit a branch points to in the bare repository.</summary>
    public Task<string> TipAsync(string branch) => GitCommand.RunAsync(BareFolder, "rev-parse", "--verify", $"refs/heads/{branch}");

    /// <summary>Runs any git command in the work tree.</summary>
    public Task<string> GitAsync(params string[] arguments) => GitCommand.RunAsync(WorkTree, arguments);

    public void Dispose() => _workTree.Dispose();

    private async Task<string> CommitWorkTreeAsync(string message)
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--allow-empty", "--message", message);
        return await GitAsync("rev-parse", "HEAD");
    }

    private static void Write(string path, string? text)
    {
        if (text is null)
        {
            File.Delete(path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
