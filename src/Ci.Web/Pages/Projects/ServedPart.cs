namespace Ci.Web.Pages.Projects;

/// <summary>A stretch of time one release had the traffic.</summary>
internal sealed record ServedPart(double X, double Width, string Slot, int Release, bool Live, string Href);
