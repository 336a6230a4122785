namespace Ci.Web.Pages.Shared;

/// <summary>How a state looks: never by color alone, so icon and word are both there.</summary>
/// <param name="Icon">Name in the icon sprite.</param>
/// <param name="Word">What a person reads.</param>
/// <param name="Tint">Value of <c>data-tint</c>, which the style sheet turns into a color.</param>
internal sealed record Look(string Icon, string Word, string Tint);
