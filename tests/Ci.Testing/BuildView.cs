namespace Ci.Testing;

/// <summary>What the REST API says about a build. States: Queued Running Succeeded Failed Canceled Superseded Skipped.</summary>
public sealed record BuildView(int Number, string State, string? Reason)
{
    public long? Id { get; init; }

    public bool HasEnded => State is not ("Queued" or "Running");
}
