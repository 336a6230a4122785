namespace Ci.Web.Pages.Builds;

/// <summary>One stage of the way from commit to traffic.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Detail">Duration, what it waits for, or why it was skipped.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Tint">Its color.</param>
/// <param name="Done">It has run or runs; others are drawn dashed.</param>
/// <param name="Href">Its page, if any.</param>
internal sealed record PipelineNode(string Name, string Detail, string Icon, string Tint, bool Done, string? Href = null);
