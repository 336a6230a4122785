using Ci.Jobs.Triggers;

namespace Ci.Web.Pages.Deliveries;

/// <summary>Every rule that was asked, as a delivery's page, a skipped build's and the test of the rules show it.</summary>
/// <param name="Title">Heading.</param>
/// <param name="When">Which rules these are, such as "rules as they were at 14:14:41".</param>
/// <param name="Steps">In their order.</param>
/// <param name="Patterns">The path patterns at that time.</param>
internal sealed record TraceView(string Title, string When, IReadOnlyList<TriggerStep> Steps, IReadOnlyList<string> Patterns)
{
    public static string TitleOf(ProjectVerdict verdict) => verdict.Verdict switch
    {
        DeliveryVerdict.Built => $"Why {verdict.Project} was built",
        DeliveryVerdict.Offered => $"Why {verdict.Project} can be built",
        _ => $"Why {verdict.Project} was skipped",
    };
}
