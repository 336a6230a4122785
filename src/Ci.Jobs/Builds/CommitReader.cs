using System.Globalization;
using System.Text;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;

namespace Ci.Jobs.Builds;

/// <summary>Asks a mirror about its commits.</summary>
internal sealed class CommitReader(GitCommand git)
{
    private const int MaxAnswer = 64 * 1024;
    private const int MaxHeads = 16 * 1024 * 1024;
    private const int MaxChanges = 4 * 1024 * 1024;
    private static readonly long MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The whole id of the commit a name means; null when there is none.</summary>
    public async Task<string?> ResolveAsync(string mirror, string name, CancellationToken stop)
    {
        var (exit, text, _) = await AskAsync(mirror, ["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"], stop);
        return exit == 0 ? text.Trim() : null;
    }

    public async Task<bool> IsAncestorAsync(string mirror, string commit, string descendant, CancellationToken stop)
    {
        var (exit, _, errors) = await AskAsync(mirror, ["merge-base", "--is-ancestor", commit, descendant], stop);
        return exit is 0 or 1 ? exit == 0 : throw GitRules.Unexplained(errors);
    }

    public async Task<Checkout> DescribeAsync(string mirror, string commit, CancellationToken stop)
    {
        var (exit, text, errors) = await AskAsync(mirror,
            ["show", "--no-patch", "--no-show-signature", "--no-notes", "--no-mailmap", "--encoding=UTF-8", "--format=%ct%x00%ae%x00%an%x00%s%x00%B", commit], stop);
        if (exit != 0) throw GitRules.Unexplained(errors);
        var parts = text.TrimEnd('\n').Split('\0', 5);
        var seconds = long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? Math.Min(parsed, MaxSeconds) : 0;
        return new(commit, Part(3) ?? "", Part(2) ?? "", Part(1), DateTimeOffset.FromUnixTimeSeconds(seconds), mirror, parts.Length > 4 ? SkipWords.Find(parts[4]) : null);

        string? Part(int index) => parts.Length <= index || parts[index].Length == 0 ? null
            : parts[index].Length > 300 ? parts[index][..300] : parts[index];
    }

    /// <summary>Asks the remote repository itself.</summary>
    public async Task<IReadOnlyList<RemoteHead>> HeadsAsync(string mirror, string url, CancellationToken stop)
    {
        var (exit, text, errors) = await AskAsync(mirror, ["ls-remote", "--quiet", "--heads", "--tags", "--end-of-options", url], stop, MaxHeads);
        return exit == 0 ? GitRules.Heads(text) : throw GitRules.Explain(url, "the repository", errors);
    }

    /// <summary>The files in which the trees differ; null when the older commit is not there.</summary>
    public async Task<ChangedFiles?> ChangedAsync(string mirror, string from, string to, CancellationToken stop)
    {
        if (await ResolveAsync(mirror, from, stop) is null) return null;
        var (exit, text, errors) = await AskAsync(mirror, ["diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", "--end-of-options", from, to], stop, MaxChanges);
        if (exit != 0) throw GitRules.Unexplained(errors);
        var paths = text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var cut = text.Length > 0 && text[^1] != '\0';
        return new ChangedFiles(cut ? paths[..^1] : paths, cut);
    }

    /// <summary>What <c>git archive</c> takes for a directory of the commit, or for all of it.</summary>
    public async Task<string> TreeAsync(Checkout checkout, string? subdirectory, CancellationToken stop)
    {
        if (ProjectRules.RelativeDirectory("directory", subdirectory) is { } error) throw new GitException(GitFailure.NotAllowed, error.Message, "Correct the project's settings.");
        if (subdirectory is null or "" or ".") return checkout.Commit;
        var name = $"{checkout.Commit}:{subdirectory.TrimEnd('/')}";
        var (exit, text, _) = await AskAsync(checkout.MirrorPath, ["rev-parse", "--verify", "--quiet", "--end-of-options", name], stop);
        var (_, type, _) = exit == 0 ? await AskAsync(checkout.MirrorPath, ["cat-file", "-t", text.Trim()], stop) : (1, "", "");
        return type.Trim() == "tree" ? text.Trim()
            : throw new GitException(GitFailure.NotAllowed, $"Directory {subdirectory} does not exist in commit {checkout.Commit[..7]}.", "Enter another directory in the project's settings.");
    }

    private async Task<(int ExitCode, string Text, string Errors)> AskAsync(
        string mirror, IReadOnlyList<string> arguments, CancellationToken stop, int most = MaxAnswer)
    {
        var answer = new MemoryStream();
        var (exit, errors) = await git.RunAsync(new(mirror, GitCall.Read, arguments) { Output = (output, token) => CopyFirstAsync(output, answer, most, token) }, stop);
        return (exit, Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length), errors);
    }

    // A commit's author may be megabytes long; the rest is read and dropped so that git can end.
    private static async Task CopyFirstAsync(Stream output, MemoryStream answer, int most, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        while (await output.ReadAsync(buffer, stop) is var count and > 0)
            if (answer.Length < most) answer.Write(buffer, 0, count);
    }
}
