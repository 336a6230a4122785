namespace Ci.Testing;

/// <summary>Where a <see cref="ServerProcess"/> lives; what is left out gets a free port or a temporary folder.</summary>
public sealed record ServerOptions
{
    /// <summary>Kept after the server is disposed; null means a temporary folder that goes with it.</summary>
    public string? DataDirectory { get; init; }

    public int ConsolePort { get; init; } = FreePort.Next();

    public int ProxyPort { get; init; } = FreePort.Next();

    /// <summary>Environment variables over the inherited ones, for example CI_FAULT; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Hears every line of output, besides its being kept.</summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Keeps the terminal's Ctrl+C from it; whoever starts it so has to stop it.</summary>
    public bool OwnSession { get; init; }

    public TimeSpan StartWithin { get; init; } = TimeSpan.FromSeconds(60);
}
