using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;

namespace Ci.Jobs.Builds;

/// <summary>Reads the cause out of git's error lines; only the text tells.</summary>
internal static class GitRules
{
    private static readonly (GitFailure Failure, string[] Texts, string Reason, string NextAction)[] Causes =
    [
        (GitFailure.DiskFull, ["No space left on device", "Disk quota exceeded"], "The server's disk is full.", "Free some space and build again."),
        (GitFailure.NotInstalled, ["cannot run ssh", "ssh: not found"], "ssh could not be started on the server.", "Install an ssh client, or use the https URL of the repository."),
        (GitFailure.HostUnknown, ["Could not resolve host"], "Host {host} is not known.", "Check the repository URL and the server's name resolution."),
        (GitFailure.Untrusted, ["certificate problem", "certificate verification failed", "SSL: no alternative certificate", "Host key verification failed"],
            "The identity of {host} could not be verified.", "Check its certificate or host key on the server."),
        (GitFailure.Unreachable, ["Failed to connect", "Connection refused", "Connection timed out", "No route to host", "Network is unreachable", "Connection reset by peer"],
            "Host {host} refused the connection or did not answer.", "Check the repository URL and that the server may reach it."),
        (GitFailure.NeedsCredentials, ["could not read Username", "could not read Password", "Authentication failed", "returned error: 401", "returned error: 403", "Permission denied ("],
            "Repository {url} needs credentials, or it does not exist.", "Give the project credentials for it or check the URL."),
        (GitFailure.BranchNotFound, ["couldn't find remote ref"], "{branch} does not exist in {url}.", "Push it or enter another branch in the project's settings."),
        (GitFailure.Redirected, ["returned error: 30", "redirects are not allowed"], "Repository {url} was moved: its host redirects elsewhere.", "Enter the new URL in the project's settings."),
        (GitFailure.RepositoryNotFound, ["' not found", "returned error: 404", "does not appear to be a git repository", "is this a git repository?", "Could not read from remote repository"],
            "There is no repository at {url}.", "Check the URL in the project's settings."),
        (GitFailure.NotAllowed, ["not allowed"], "The transport of {url} is not allowed.", "Enter an https or ssh URL in the project's settings."),
        (GitFailure.TimedOut, ["Operation too slow", "Operation timed out"], "Host {host} sent next to nothing for too long.", "Build again later."),
        (GitFailure.TransferBroken, ["early EOF", "unexpected disconnect", "hung up unexpectedly", "RPC failed", "Empty reply from server", "returned error: 5", "returned error: 429", "transfer closed"],
            "Host {host} ended the transfer of the repository in the middle.", "Build again."),
    ];

    /// <summary>A ref as people write it: "branch main", "tag v1".</summary>
    public static string NameOf(string reference) =>
        reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? "branch " + reference["refs/heads/".Length..]
        : reference.StartsWith("refs/tags/", StringComparison.Ordinal) ? "tag " + reference["refs/tags/".Length..]
        : reference;

    /// <summary>The failure of a command that speaks with the remote repository.</summary>
    public static GitException Explain(string url, string branch, string errors)
    {
        foreach (var (failure, texts, reason, nextAction) in Causes)
            if (texts.Any(text => errors.Contains(text, StringComparison.OrdinalIgnoreCase)))
                return new(failure, Filled(reason), Filled(nextAction));
        return Unexplained(errors);

        string Filled(string sentence) => Capital(sentence
            .Replace("{host}", RepositoryUrl.Read(url, out _)?.Host ?? "of the repository", StringComparison.Ordinal)
            .Replace("{branch}", branch, StringComparison.Ordinal)
            .Replace("{url}", url, StringComparison.Ordinal));
    }

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    /// <summary>Reads <c>ls-remote</c>: <c>id TAB ref</c> a line; a peeled tag (<c>^{}</c>) stands for the tag object before it.</summary>
    public static IReadOnlyList<RemoteHead> Heads(string text)
    {
        var heads = new Dictionary<string, RemoteHead>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            if (line.Split('\t') is not [var id, var name] || !RefRules.IsCommit(id)) continue;
            var reference = name.EndsWith("^{}", StringComparison.Ordinal) ? name[..^3] : name;
            if (RefRules.Problem(reference) is not null) continue;
            heads[reference] = new RemoteHead(reference, id.ToLowerInvariant()) { TagObject = reference == name ? null : heads.GetValueOrDefault(reference)?.Commit };
        }

        return [.. heads.Values];
    }

    /// <summary>The failure of a command on the mirror alone.</summary>
    public static GitException Unexplained(string errors)
    {
        var last = errors.Split('\n').LastOrDefault(text => text.StartsWith("fatal:", StringComparison.Ordinal) || text.StartsWith("error:", StringComparison.Ordinal));
        return Causes[0] is var disk && disk.Texts.Any(text => errors.Contains(text, StringComparison.Ordinal))
            ? new(disk.Failure, disk.Reason, disk.NextAction)
            : new(GitFailure.Other, $"git failed{(last is null ? "" : $" ({last})")}.", "Build again; the log has all of git's lines.");
    }

    public static GitException NotOnBranch(string commit, string branch, bool forcedAway) => forcedAway
        ? new(GitFailure.CommitNotOnBranch, $"Commit {commit[..7]} is not on {branch} any more (it was forced away).", "Push again or build the tip.") { ForcedAway = true }
        : new(GitFailure.CommitNotOnBranch, $"Commit {commit[..7]} is not on {branch}.", $"Push it to {branch[(branch.IndexOf(' ', StringComparison.Ordinal) + 1)..]} or build the tip.");

    /// <summary>
    /// Why a push is out of date, when that is what the failure means: the ref it told of was there, so whatever is missing now was
    /// deleted or forced away meanwhile. Null for every other failure, and for builds that no push asked for.
    /// </summary>
    public static string? OutOfDate(BuildTrigger trigger, string reference, GitException failed) => (trigger, failed.Failure) switch
    {
        (BuildTrigger.Push, GitFailure.BranchNotFound) => $"{Capital(NameOf(reference))} does not exist any more: it was deleted after this push.",
        (BuildTrigger.Push, GitFailure.CommitNotOnBranch) when failed.ForcedAway => failed.Message,
        (BuildTrigger.Push, GitFailure.CommitNotOnBranch) => $"{failed.Message.TrimEnd('.')}: it was forced away after this push, or was never there.",
        _ => null,
    };
}
