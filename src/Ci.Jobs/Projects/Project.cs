namespace Ci.Jobs.Projects;

/// <summary>One repository, or a part of it, and how it is built and served.</summary>
public sealed record Project
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string RepositoryUrl { get; init; }

    public required string Branch { get; init; }

    public required ProjectSettings Settings { get; init; }

    /// <summary>Index of the project's own network in the address pool; null until its first deployment.</summary>
    public int? Subnet { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>Set when a person deleted it: it takes no new work and disappears once its containers are gone.</summary>
    public DateTimeOffset? DeletingAt { get; init; }

    public string? DeletingBy { get; init; }

    /// <summary>When its repository was last looked at for missed pushes; null until then.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>Why that failed, in sentences; null when it went well.</summary>
    public string? LookProblem { get; init; }

    public string? JobStorage { get; init; }

    public string? JobId { get; init; }
}
