using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deliveries;

/// <summary>Every rule that was asked, as a delivery's page, a skipped build's and the test of the rules show it.</summary>
/// <param name="Title">Heading.</param>
/// <param name="When">Which rules these are, such as "rules as they were at 14:14:41".</param>
/// <param name="Steps">In their order.</param>
internal sealed record TraceView(string Title, string When, IReadOnlyList<TriggerStep> Steps)
{
    /// <summary>What a rule said, beside its name: without naming it again.</summary>
    public static string Said(TriggerStep step)
    {
        var text = Words.Clause(step.Text);
        var named = new[] { $"{step.Rule} ", $"The {step.Rule.ToLowerInvariant()} " }.FirstOrDefault(start => text.StartsWith(start, StringComparison.Ordinal));
        return named is null ? text : text[named.Length..];
    }

    public static string TitleOf(ProjectVerdict verdict) => verdict.Verdict switch
    {
        DeliveryVerdict.Built => $"Why {verdict.Project} was built",
        DeliveryVerdict.Offered => $"Why {verdict.Project} can be built",
        _ => $"Why {verdict.Project} was skipped",
    };
}
