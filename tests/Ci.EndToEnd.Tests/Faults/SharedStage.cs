namespace Ci.EndToEnd.Tests.Faults;

/// <summary>One stage for all tests of a class; each has projects of its own.</summary>
public sealed class SharedStage : IAsyncLifetime
{
    public Stage Stage { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stage = await Stage.StartAsync();

    public ValueTask DisposeAsync() => Stage.DisposeAsync();
}
