namespace Ci.Jobs.Pipeline;

/// <summary>Wakes the dispatcher after rows were committed.</summary>
public sealed class PipelineSignal(TimeProvider time) : WakeSignal(time);
