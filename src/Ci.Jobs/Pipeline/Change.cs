namespace Ci.Jobs.Pipeline;

/// <summary>Something a page shows is different now.</summary>
/// <param name="Topic">What changed, such as <c>build:shop/42</c>.</param>
/// <param name="Project">Project it belongs to.</param>
/// <param name="Version">Grows with every change of this process; an older one is out of date.</param>
/// <param name="State">State it has now.</param>
/// <param name="Reason">Why, where it is an end state.</param>
public sealed record Change(string Topic, string Project, long Version, string State, string? Reason);
