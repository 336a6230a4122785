namespace Ci.Web.Pages.Deployments;

/// <summary>An upright line in the chart: the switch, the way back, the deadline.</summary>
internal sealed record ChartLine(double X, string Label, string Kind, bool LabelOnTheLeft);
