using Ci.Jobs.Projects;

namespace Ci.Jobs.Releases;

/// <summary>An image with the settings it runs with; never changed once made. What one rolls back to.</summary>
public sealed record Release
{
    public required long Id { get; init; }

    public required long ProjectId { get; init; }

    public required string Project { get; init; }

    /// <summary>The number of the build that made it.</summary>
    public required int Number { get; init; }

    public required long BuildId { get; init; }

    /// <summary>The engine's content id, <c>sha256:…</c>.</summary>
    public required string ImageId { get; init; }

    /// <summary>Tag of ours that keeps the image from being pruned by others.</summary>
    public required string ImageTag { get; init; }

    public string? Digest { get; init; }

    public required ProjectSettings Settings { get; init; }

    /// <summary>Processes that run in a slot; one today.</summary>
    public required IReadOnlyList<string> Processes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? CommitHash { get; init; }

    public string? CommitMessage { get; init; }

    public string? CommitAuthor { get; init; }
}
