using Ci.Jobs.Projects;

namespace Ci.Web.Api;

/// <summary>What to build; all of it may be left out.</summary>
/// <param name="Commit">Full id; the branch's tip when left out.</param>
/// <param name="Branch">The project's branch when left out.</param>
internal sealed record BuildBody(string? Commit = null, string? Branch = null)
{
    public IReadOnlyList<FieldError> Check() => ProjectRules.Errors(
        Commit is null ? null : ProjectRules.Commit("commit", Commit),
        Branch is null ? null : ProjectRules.Branch("branch", Branch));
}
