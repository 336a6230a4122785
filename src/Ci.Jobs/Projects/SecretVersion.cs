namespace Ci.Jobs.Projects;

/// <summary>A secret's value and which one in its line it is.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="Value">Never shown but to who may change it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it stops being good, because a newer one replaced it; null for the newest.</param>
public sealed record SecretVersion(int Version, string Value, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt)
{
    // A record prints its members.
    public override string ToString() => $"secret {Version}";
}
