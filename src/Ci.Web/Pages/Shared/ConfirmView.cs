namespace Ci.Web.Pages.Shared;

/// <summary>A question with its effect; the button repeats the verb.</summary>
/// <param name="Title">The question.</param>
/// <param name="Effect">What happens.</param>
/// <param name="Icon">Of the button.</param>
/// <param name="Verb">On the button.</param>
/// <param name="Keep">On the way out.</param>
/// <param name="Back">Where the way out leads.</param>
internal sealed record ConfirmView(string Title, string Effect, string Icon, string Verb, string Keep, string Back)
{
    /// <summary>On the button while the answer is on its way.</summary>
    public string Pending { get; init; } = "Canceling…";
}
