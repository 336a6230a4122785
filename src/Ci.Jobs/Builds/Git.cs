using System.Globalization;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;

namespace Ci.Jobs.Builds;

/// <summary>
/// Reads commits out of remote repositories through bare mirrors. Nothing from a repository is run: no hook, filter, submodule or
/// large-file helper, and no file of it is ever written to the server's disk outside git's own object store.
/// </summary>
internal sealed class Git(GitOptions options, TimeProvider time)
{
    private readonly GitCommand _command = new(options, time);
    private readonly CommitReader _commits = new(new GitCommand(options, time));
    private readonly CommitFiles _files = new(new GitCommand(options, time));
    private readonly MirrorLocks _locks = new(time);

    /// <summary>
    /// Brings a branch (its name) or another ref (the whole of it) into the mirror and finds the commit on it, the tip when none is asked
    /// for. git's lines go to <paramref name="line"/> as they come. Throws <see cref="GitException"/>.
    /// </summary>
    public async Task<Checkout> FetchAsync(string repositoryUrl, string branchOrRef, string? commit, Action<string> line, CancellationToken stop)
    {
        RefuseUnsafe(repositoryUrl, branchOrRef, commit);
        var wanted = new Wanted(repositoryUrl, branchOrRef.StartsWith("refs/", StringComparison.Ordinal) ? branchOrRef : "refs/heads/" + branchOrRef, commit?.ToLowerInvariant());
        Directory.CreateDirectory(Path.Combine(options.DataDirectory, "git-home"));
        var mirror = new Mirror(options.DataDirectory, repositoryUrl);
        using var owned = await _locks.TakeAsync(mirror, stop);
        mirror.Repair();
        var old = mirror.Exists;
        try
        {
            return await FetchIntoAsync(mirror, wanted, line, stop);
        }
        catch (GitException failed) when (old && failed.Failure == GitFailure.Other)
        {
            line($"{failed.Message} The local copy may be damaged: fetching all of it again.");
            mirror.Delete();
            return await FetchIntoAsync(mirror, wanted, line, stop);
        }
    }

    /// <summary>
    /// Writes the commit's files, or those below a directory of it, as a tar: owned by root, with their modes and symbolic links, the
    /// bytes a clone would have. Throws <see cref="GitException"/> before the first byte when the files are too many or too large.
    /// </summary>
    public async Task WriteArchiveAsync(Checkout checkout, string? subdirectory, Stream destination, CancellationToken stop)
    {
        var tree = await _commits.TreeAsync(checkout, subdirectory, stop);
        var listing = new TreeListing(options.MaxArchiveBytes, options.MaxArchiveEntries);
        await ReadAsync(["ls-tree", "-r", "-t", "-z", "-l", "--full-tree", tree], listing.ReadAsync);
        await ReadAsync(["archive", "--format=tar", tree], (tar, token) => tar.CopyToAsync(destination, token));

        async Task ReadAsync(IReadOnlyList<string> arguments, Func<Stream, CancellationToken, Task> output)
        {
            var (exit, errors) = await _command.RunAsync(new(checkout.MirrorPath, GitCall.Read, arguments) { Output = output }, stop);
            if (exit == 0) return;
            Mirror.MarkDamaged(checkout.MirrorPath);
            throw GitRules.Unexplained(errors);
        }
    }

    /// <summary>What the commit holds under these paths; those it does not have are left out. Throws <see cref="GitException"/>.</summary>
    public Task<IReadOnlyList<CommitFile>> FindFilesAsync(Checkout checkout, IReadOnlyList<string> paths, CancellationToken stop) => _files.FindAsync(checkout, paths, stop);

    /// <summary>The file's bytes, no more than one above <paramref name="maxBytes"/>. Throws <see cref="GitException"/>.</summary>
    public Task<byte[]> ReadFileAsync(Checkout checkout, CommitFile file, int maxBytes, CancellationToken stop) => _files.ReadAsync(checkout, file, maxBytes, stop);

    /// <summary>Whether <paramref name="checkout"/> is part of what <paramref name="newer"/> already holds; false when the mirror does not know that.</summary>
    public async Task<bool> IsAncestorAsync(Checkout checkout, string newer, CancellationToken stop) =>
        await _commits.ResolveAsync(checkout.MirrorPath, newer, stop) is { } known && await _commits.IsAncestorAsync(checkout.MirrorPath, checkout.Commit, known, stop);

    /// <summary>Where the branches and tags of a repository stand. Throws <see cref="GitException"/>.</summary>
    public async Task<IReadOnlyList<RemoteHead>> HeadsAsync(string repositoryUrl, CancellationToken stop)
    {
        RefuseUnsafe(repositoryUrl, "main", commit: null);
        Directory.CreateDirectory(Path.Combine(options.DataDirectory, "git-home"));
        return await _commits.HeadsAsync(new Mirror(options.DataDirectory, repositoryUrl).Path, repositoryUrl, stop);
    }

    /// <summary>The files in which two commits' trees differ, whatever lies between the commits; null when the mirror does not have the older one.</summary>
    public Task<ChangedFiles?> ChangedAsync(Checkout checkout, string since, CancellationToken stop) => _commits.ChangedAsync(checkout.MirrorPath, since, checkout.Commit, stop);

    private void RefuseUnsafe(string repositoryUrl, string branchOrRef, string? commit)
    {
        var errors = ProjectRules.Errors(
            ProjectRules.Repository("repository", repositoryUrl, options.AllowHttp),
            branchOrRef.StartsWith("refs/", StringComparison.Ordinal) ? ProjectRules.Reference("ref", branchOrRef) : ProjectRules.Branch("branch", branchOrRef),
            commit is null ? null : ProjectRules.Commit("commit", commit));
        if (errors.Count > 0) throw new GitException(GitFailure.NotAllowed, errors[0].Message, "Correct the project's settings.");
    }

    private sealed record Wanted(string Url, string Ref, string? Commit)
    {
        public string Name => GitRules.NameOf(Ref);
    }

    private async Task<Checkout> FetchIntoAsync(Mirror mirror, Wanted wanted, Action<string> line, CancellationToken stop)
    {
        if (mirror.Exists) await TidyAsync(mirror, stop);
        else await CreateAsync(mirror, stop);
        var reference = Mirror.RefOf(wanted.Ref);
        var before = wanted.Commit is null ? null : await _commits.ResolveAsync(mirror.Path, reference, stop);
        var (exit, errors) = await _command.RunAsync(new(mirror.Path, GitCall.Write,
        [
            "fetch", "--force", "--progress", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance", "--no-write-fetch-head",
            "--end-of-options", wanted.Url, $"+{wanted.Ref}:{reference}",
        ])
        { Line = line, Watch = ended => WatchSizeAsync(mirror, wanted.Url, ended) }, stop);
        if (exit != 0) throw GitRules.Explain(wanted.Url, wanted.Name, errors);

        var tip = await _commits.ResolveAsync(mirror.Path, reference, stop) ?? throw GitRules.Unexplained("");
        // Some forges name the tag object of an annotated tag.
        if (wanted.Commit is not null && await _commits.ResolveAsync(mirror.Path, wanted.Commit, stop) is { } peeled) wanted = wanted with { Commit = peeled };
        if (wanted.Commit is not null && wanted.Commit != tip) await RequireOnBranchAsync(mirror, wanted, tip, before, stop);
        return await _commits.DescribeAsync(mirror.Path, wanted.Commit ?? tip, stop) with { IsTip = (wanted.Commit ?? tip) == tip };
    }

    private async Task CreateAsync(Mirror mirror, CancellationToken stop)
    {
        var (exit, errors) = await _command.RunAsync(new(mirror.Unfinished, GitCall.Write, ["init", "--bare", "--quiet", "--template="]), stop);
        if (exit != 0) throw GitRules.Unexplained(errors);
        mirror.Finish();
    }

    // Every fetch leaves a few more files. Failing costs only speed.
    private async Task TidyAsync(Mirror mirror, CancellationToken stop)
    {
        if (!mirror.NeedsTidying) return;
        try
        {
            await _command.RunAsync(new(mirror.Path, GitCall.Write, ["-c", "gc.auto=1000", "-c", "gc.autoDetach=false", "gc", "--auto", "--quiet"]), stop);
        }
        catch (GitException late) when (late.Failure == GitFailure.TimedOut)
        {
            mirror.Repair();
        }
    }

    private async Task WatchSizeAsync(Mirror mirror, string url, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(ended))
            if (mirror.Size() > options.MaxMirrorBytes)
                throw new GitException(GitFailure.TooLarge, string.Create(CultureInfo.InvariantCulture,
                    $"Repository {url} is larger than {options.MaxMirrorBytes >> 20} MiB."), "Make it smaller or raise the server's limit.");
    }

    private async Task RequireOnBranchAsync(Mirror mirror, Wanted wanted, string tip, string? before, CancellationToken stop)
    {
        var commit = wanted.Commit!;
        var known = await _commits.ResolveAsync(mirror.Path, commit, stop) == commit;
        if (known && await _commits.IsAncestorAsync(mirror.Path, commit, tip, stop)) return;
        throw GitRules.NotOnBranch(commit, wanted.Name, forcedAway: known && before is not null && await _commits.IsAncestorAsync(mirror.Path, commit, before, stop));
    }
}
