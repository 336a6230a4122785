using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks;

/// <summary>The sentences by which calls are set aside that tell of no commit.</summary>
internal static class IgnoredCalls
{
    public static WebhookCall NotAPush(this WebhookCall call) =>
        call with { Ignored = $"Event {call.Event} starts nothing: only pushes and new commits of pull requests do." };

    public static WebhookCall NoNewCommits(this WebhookCall call, int pullRequest, string? action) =>
        call with { Ignored = $"Pull request {pullRequest} starts nothing: the action \"{action}\" brings no new commits." };
}
