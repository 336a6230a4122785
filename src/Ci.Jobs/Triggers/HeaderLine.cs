namespace Ci.Jobs.Triggers;

/// <summary>A header of a received call.</summary>
public sealed record HeaderLine(string Name, string Value);
