using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Ci.Jobs.Projects;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Triggers;

/// <summary>
/// The secrets that forges sign with: the installation's, made at the first start and kept, and one of its own for each project that wants it.
/// After a rotation the old one is good until its overlap ends.
/// </summary>
public sealed class WebhookSecrets
{
    private const string Installation = "webhook";
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private readonly SecretStore secrets;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, (int Change, IReadOnlyList<SecretVersion> Versions, DateTimeOffset Until)> known = new(StringComparer.Ordinal);
    private int changes;

    public WebhookSecrets(SecretStore secrets, TimeProvider time)
    {
        this.secrets = secrets;
        this.time = time;
        secrets.GetOrMake(Installation, Make, "first start");
    }

    /// <summary>Those that verify now, newest first; empty when the project has none of its own.</summary>
    /// <param name="project">Null for the installation's.</param>
    public IReadOnlyList<SecretVersion> Current(Project? project) => Current(Name(project));

    /// <inheritdoc cref="Current(Project?)"/>
    /// <param name="project">Its id.</param>
    public IReadOnlyList<SecretVersion> Current(long project) => Current(Name(project));

    /// <summary>The newest of the installation's.</summary>
    public string Value => Current(project: null)[0].Value;

    /// <summary>Makes a new one, the project's first too.</summary>
    /// <param name="project">Null for the installation's.</param>
    /// <param name="overlap">How long the old one still verifies.</param>
    /// <param name="actor">Who did it.</param>
    public SecretVersion Rotate(Project? project, TimeSpan overlap, string actor)
    {
        secrets.Rotate(Name(project), Make(), overlap, actor);
        Interlocked.Increment(ref changes);
        return Current(project)[0];
    }

    /// <summary>Takes the project's own away: it takes calls signed with the installation's again.</summary>
    /// <returns>False when it had none.</returns>
    public bool Remove(Project project)
    {
        var removed = secrets.Remove(Name(project));
        Interlocked.Increment(ref changes);
        return removed;
    }

    /// <summary>Ids of the projects that have one of their own.</summary>
    internal static IReadOnlySet<long> ProjectsWithOwn(SqliteConnection db) => db
        .Query<string>("SELECT DISTINCT name FROM secrets WHERE name GLOB 'webhook/*'")
        .Select(name => long.Parse(name.AsSpan(Installation.Length + 1), CultureInfo.InvariantCulture))
        .ToHashSet();

    private IReadOnlyList<SecretVersion> Current(string name)
    {
        // Counted before they are read: a change meanwhile makes them old.
        var (change, now) = (Volatile.Read(ref changes), time.GetUtcNow());
        if (known.TryGetValue(name, out var cached) && cached.Change == change && now < cached.Until) return cached.Versions;
        var versions = secrets.Current(name);
        // Not for long: another process may rotate it too. An overlap ends by itself.
        known[name] = (change, versions, versions.Min(version => version.ExpiresAt) is { } end && end < now + Fresh ? end : now + Fresh);
        return versions;
    }

    private static string Name(Project? project) => project is null ? Installation : Name(project.Id);

    private static string Name(long project) => string.Create(CultureInfo.InvariantCulture, $"{Installation}/{project}");

    private static string Make() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}
