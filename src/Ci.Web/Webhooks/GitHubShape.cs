using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks;

/// <summary>The payloads of <c>push</c> and <c>pull_request</c> that GitHub began and Gitea and Forgejo kept.</summary>
internal static class GitHubShape
{
    public static WebhookCall Push(WebhookCall call, Payload payload)
    {
        var after = payload.Commit("after");
        if (payload.OptionalFlag("deleted") is { } deleted && deleted != after is null)
            throw new WebhookFormatException("Fields deleted and after contradict each other.");
        var reference = payload.Ref("ref");
        // An annotated tag's after is the tag's own object, its head_commit the commit.
        if (after is not null && reference.StartsWith("refs/tags/", StringComparison.Ordinal)) after = payload.WholeCommit("head_commit.id") ?? after;
        var message = payload.OptionalText("head_commit.message");
        var push = new Push(
            payload.Repository("repository.full_name"),
            payload.Url("repository.clone_url"),
            payload.Url("repository.ssh_url"),
            reference,
            payload.OptionalCommit("before"),
            after,
            payload.Line("pusher.name", "pusher.login", "sender.login") ?? "unknown",
            PushText.Line(message),
            payload.Line("head_commit.author.name"),
            Deleted: after is null,
            payload.Flag("forced"));
        return call with { Pushes = [push with { ChangedPaths = ChangedPaths.OfCommits(payload), SkipWord = SkipWords.Find(message) }] };
    }

    public static WebhookCall PullRequest(WebhookCall call, Payload payload)
    {
        var (number, action) = (payload.Number("pull_request.number"), payload.Line("action"));
        // GitHub says synchronize, Gitea synchronized.
        if (action is not ("opened" or "reopened" or "synchronize" or "synchronized")) return call.NoNewCommits(number, action);
        var repository = payload.Repository("repository.full_name");
        var push = new Push(
            repository,
            payload.Url("repository.clone_url"),
            payload.Url("repository.ssh_url"),
            $"refs/pull/{number}/head",
            payload.OptionalCommit("before"),
            payload.Commit("pull_request.head.sha"),
            payload.Line("sender.login", "pull_request.user.login") ?? "unknown",
            HeadMessage: null,
            HeadAuthor: null,
            Deleted: false,
            Forced: false);
        // A fork that was deleted has no repository any more.
        var fromFork = !repository.Equals(payload.OptionalText("pull_request.head.repo.full_name"), StringComparison.OrdinalIgnoreCase);
        var proposal = new PullRequest(
            number, payload.Line("pull_request.title") ?? "", payload.Branch("pull_request.head.ref"), payload.Branch("pull_request.base.ref"), fromFork);
        return call with { Pushes = [push with { PullRequest = proposal }] };
    }
}
