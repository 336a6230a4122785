using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;

namespace Ci.Web.Api;

/// <summary>What to try the rules with: one of a delivery, a commit range or files.</summary>
/// <param name="Delivery">Id of a past delivery.</param>
/// <param name="From">The older commit of a range, whole.</param>
/// <param name="To">The newer one; the tip of the branch or tag when left out.</param>
/// <param name="Paths">Files as they could have changed.</param>
/// <param name="Branch">Branch that is pushed; the project's when left out.</param>
/// <param name="Tag">Tag that is pushed, instead of a branch.</param>
/// <param name="Message">Message of the commit.</param>
/// <param name="Trigger">Rules to try; the project's own when left out.</param>
internal sealed record TriggerTestBody(
    long? Delivery = null, string? From = null, string? To = null, IReadOnlyList<string>? Paths = null,
    string? Branch = null, string? Tag = null, string? Message = null, TriggerSettings? Trigger = null)
{
    private const int MaxPaths = 5000;

    public IReadOnlyList<FieldError> Check() =>
    [
        .. ProjectRules.Errors(
            new object?[] { Delivery, From, Paths }.Count(way => way is not null) == 1 ? null : new("paths", "Give one of delivery, from or paths to try the rules with."),
            From is null ? null : ProjectRules.Commit("from", From),
            To is null ? null : ProjectRules.Commit("to", To),
            Branch is null ? null : ProjectRules.Branch("branch", Branch),
            Tag is null ? null : ProjectRules.Tag("tag", Tag),
            Branch is not null && Tag is not null ? new("tag", "Give a branch or a tag, not both.") : null,
            Paths?.Count > MaxPaths ? new("paths", $"There are {Paths.Count} paths: use at most {MaxPaths}.") : null),
        .. Trigger is null ? [] : TriggerSettingsRules.Check(Trigger),
    ];
}
