namespace Ci.Web.Pages.Shared;

/// <summary>One build in the strip.</summary>
/// <param name="Kind">State for the style sheet and the head: <c>succeeded failed rolledback running hollow dot</c>.</param>
/// <param name="X">Left edge.</param>
/// <param name="Height">Height of the bar above the base line.</param>
/// <param name="Filled">Part of the height that is filled, for a running build.</param>
/// <param name="Label">What it was, read aloud and shown on hover.</param>
/// <param name="Href">The build's page.</param>
internal sealed record BuildBar(string Kind, double X, double Height, double Filled, string Label, string Href);
