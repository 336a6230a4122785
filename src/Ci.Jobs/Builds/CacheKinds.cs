namespace Ci.Jobs.Builds;

/// <summary>Where package managers keep what they downloaded; each kind is a volume per project.</summary>
public static class CacheKinds
{
    private static readonly Dictionary<string, CacheKind> Table = new(StringComparer.Ordinal)
    {
        ["cargo"] = new("/cache/cargo", new Dictionary<string, string>(StringComparer.Ordinal) { ["CARGO_HOME"] = "/cache/cargo" }),
        ["go"] = new("/cache/go", new Dictionary<string, string>(StringComparer.Ordinal) { ["GOMODCACHE"] = "/cache/go/mod", ["GOCACHE"] = "/cache/go/build" }),
        ["gradle"] = new("/cache/gradle", new Dictionary<string, string>(StringComparer.Ordinal) { ["GRADLE_USER_HOME"] = "/cache/gradle" }),
        ["maven"] = new("/cache/maven", new Dictionary<string, string>(StringComparer.Ordinal) { ["MAVEN_OPTS"] = "-Dmaven.repo.local=/cache/maven" }),
        ["npm"] = new("/cache/npm", new Dictionary<string, string>(StringComparer.Ordinal) { ["npm_config_cache"] = "/cache/npm" }),
        ["nuget"] = new("/cache/nuget", new Dictionary<string, string>(StringComparer.Ordinal) { ["NUGET_PACKAGES"] = "/cache/nuget" }),
        ["pip"] = new("/cache/pip", new Dictionary<string, string>(StringComparer.Ordinal) { ["PIP_CACHE_DIR"] = "/cache/pip" }),
    };

    public static IReadOnlyCollection<string> Names => Table.Keys;

    public static CacheKind? Find(string name) => Table.GetValueOrDefault(name);
}
