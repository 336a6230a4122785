using Ci.Jobs.Builds;
using Ci.Jobs.Projects;

namespace Ci.Web.Api;

/// <summary>What to build; all of it may be left out.</summary>
/// <param name="Commit">Full id; the tip when left out. It must be part of the branch or tag.</param>
/// <param name="Branch">The project's branch when left out.</param>
/// <param name="Tag">A tag instead of a branch.</param>
internal sealed record BuildBody(string? Commit = null, string? Branch = null, string? Tag = null)
{
    private const int MaxKey = 200;

    /// <param name="requestKey">What the client sent as <c>Idempotency-Key</c>.</param>
    public IReadOnlyList<FieldError> Check(string? requestKey) => ProjectRules.Errors(
        Commit is null ? null : ProjectRules.Commit("commit", Commit),
        Branch is null ? null : ProjectRules.Branch("branch", Branch),
        Tag is null ? null : ProjectRules.Tag("tag", Tag),
        Branch is not null && Tag is not null ? new("tag", "Give a branch or a tag, not both.") : null,
        requestKey is null or { Length: > 0 and <= MaxKey } ? null : new("Idempotency-Key", $"The header Idempotency-Key is empty or too long: use 1 to {MaxKey} characters."));

    public NewBuild For(Project project, string actor, string? requestKey)
    {
        var build = new NewBuild(BuildTrigger.Manual, actor, Tag ?? Branch ?? project.Branch, Commit?.ToLowerInvariant()) { RequestKey = requestKey };
        return Tag is null ? build : build with { Ref = "refs/tags/" + Tag };
    }
}
