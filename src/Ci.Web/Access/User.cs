namespace Ci.Web.Access;

/// <summary>A person who may sign in.</summary>
internal sealed record User
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string PasswordHash { get; init; }

    public required Role Role { get; init; }

    /// <summary>Changes with the password and the role; a session carries the one it began with.</summary>
    public required string Stamp { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSeenAt { get; init; }
}
