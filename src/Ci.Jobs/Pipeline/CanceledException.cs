namespace Ci.Jobs.Pipeline;

/// <summary>A person stopped it: neither a failure nor a stop of the server.</summary>
public sealed class CanceledException(string actor) : Exception($"Canceled by {actor}.")
{
    public string Actor { get; } = actor;
}
