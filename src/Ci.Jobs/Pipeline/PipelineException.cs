namespace Ci.Jobs.Pipeline;

/// <summary>A build or deployment cannot go on. The message is the reason a person reads; <see cref="NextAction"/> what to do about it.</summary>
public class PipelineException(string reason, string nextAction, Exception? inner = null) : Exception(reason, inner)
{
    public string NextAction { get; } = nextAction;

    /// <summary>Exit code of the command that failed, where there was one.</summary>
    public int? ExitCode { get; init; }
}
