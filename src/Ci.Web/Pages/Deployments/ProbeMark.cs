namespace Ci.Web.Pages.Deployments;

/// <summary>A probe in the chart.</summary>
internal sealed record ProbeMark(double X, double Y, string Shape, string Tint, string Label);
