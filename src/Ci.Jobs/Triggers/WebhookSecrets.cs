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
    private readonly ConcurrentDictionary<string, (IReadOnlyList<SecretVersion> Versions, DateTimeOffset Until)> known = new(StringComparer.Ordinal);
    private readonly Lock changing = new();
    private long changes;

    public WebhookSecrets(SecretStore secrets, TimeProvider time)
    {
        this.secrets = secrets;
        this.time = time;
        secrets.GetOrMake(Installation, Make, "first start");
    }

    /// <summary>Those that verify now, newest first; empty when the project has none of its own.</summary>
    /// <param name="project">Null for the installation's.</param>
    public IReadOnlyList<SecretVersion> Current(Project? project)
    {
        var name = Name(project);
        if (known.TryGetValue(name, out var cached) && time.GetUtcNow() < cached.Until) return cached.Versions;
        var before = Interlocked.Read(ref changes);
        var versions = secrets.Current(name);
        var until = time.GetUtcNow() + Fresh;
        lock (changing)
        {
            // What was read before a change must not be remembered after it. And not for long: another process may rotate it too, and an
            // overlap ends by itself.
            if (changes == before) known[name] = (versions, until);
        }

        return versions;
    }

    /// <summary>The newest of the installation's.</summary>
    public string Value => Current(project: null)[0].Value;

    /// <summary>Makes a new one, the project's first too.</summary>
    /// <param name="project">Null for the installation's.</param>
    /// <param name="overlap">How long the old one still verifies.</param>
    /// <param name="actor">Who did it.</param>
    public SecretVersion Rotate(Project? project, TimeSpan overlap, string actor)
    {
        secrets.Rotate(Name(project), Make(), overlap, actor);
        Forget(project);
        return Current(project)[0];
    }

    /// <summary>Takes the project's own away: it takes calls signed with the installation's again.</summary>
    /// <returns>False when it had none.</returns>
    public bool Remove(Project project)
    {
        var removed = secrets.Remove(Name(project));
        Forget(project);
        return removed;
    }

    /// <summary>Ids of the projects that have one of their own.</summary>
    internal static IReadOnlySet<long> ProjectsWithOwn(SqliteConnection db) => db
        .Query<string>("SELECT DISTINCT name FROM secrets WHERE name GLOB 'webhook/*'")
        .Select(name => long.Parse(name.AsSpan(Installation.Length + 1), CultureInfo.InvariantCulture))
        .ToHashSet();

    private void Forget(Project? project)
    {
        lock (changing)
        {
            changes++;
            known.TryRemove(Name(project), out _);
        }
    }

    private static string Name(Project? project) => project is null ? Installation : string.Create(CultureInfo.InvariantCulture, $"{Installation}/{project.Id}");

    private static string Make() => RandomNumberGenerator.GetHexString(64, lowercase: true);
}
