namespace Ci.Jobs.Pipeline;

/// <summary>Another worker drives this row now; whoever sees this stops without writing or removing anything.</summary>
internal sealed class LeaseLostException(string subject) : Exception($"{subject} is driven by another worker now.");
