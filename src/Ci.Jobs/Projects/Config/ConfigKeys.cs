namespace Ci.Jobs.Projects.Config;

/// <summary>
/// Everything a commit may set. A new setting is not among them until somebody has decided so: what a commit may set, everybody who can
/// push may set.
/// </summary>
internal static class ConfigKeys
{
    public static readonly IReadOnlyList<ConfigKey> All =
    [
        Trigger("paths", ConfigKind.List, (t, v) => t with { Paths = v.List }),
        Trigger("skipWords", ConfigKind.Flag, (t, v) => t with { SkipWords = v.Flag }),

        Build("way", ConfigKind.Way, (b, v) => b with { Way = v.Way }),
        Build("image", ConfigKind.OptionalText, (b, v) => b with { Image = v.Text }),
        Build("command", ConfigKind.Script, (b, v) => b with { Command = v.Text }),
        Build("directory", ConfigKind.Text, (b, v) => b with { Directory = v.Text! }),
        Build("outputDirectory", ConfigKind.Text, (b, v) => b with { OutputDirectory = v.Text! }),
        Build("dockerfile", ConfigKind.Text, (b, v) => b with { Dockerfile = v.Text! }),
        Build("caches", ConfigKind.List, (b, v) => b with { Caches = v.List }),
        Build("environment", ConfigKind.Variables, (b, v) => b with { Environment = Over(b.Environment, v.Variables) }),
        Build("timeoutSeconds", ConfigKind.Whole, (b, v) => b with { TimeoutSeconds = v.Whole }, b => b.TimeoutSeconds, "seconds"),
        Build("memoryMegabytes", ConfigKind.Whole, (b, v) => b with { MemoryMegabytes = v.Whole }, b => b.MemoryMegabytes, "MB"),
        Build("cpus", ConfigKind.Number, (b, v) => b with { Cpus = v.Number }, b => b.Cpus, "processors"),
        Build("pids", ConfigKind.Whole, (b, v) => b with { Pids = v.Whole }, b => b.Pids, "processes"),
        Build("logMegabytes", ConfigKind.Whole, (b, v) => b with { LogMegabytes = v.Whole }, b => b.LogMegabytes, "MB"),

        Run("image", ConfigKind.OptionalText, (r, v) => r with { Image = v.Text }),
        Run("command", ConfigKind.Script, (r, v) => r with { Command = v.Text }),
        Run("port", ConfigKind.Whole, (r, v) => r with { Port = v.Whole }),
        Run("environment", ConfigKind.Variables, (r, v) => r with { Environment = Over(r.Environment, v.Variables) }),
        Run("memoryMegabytes", ConfigKind.Whole, (r, v) => r with { MemoryMegabytes = v.Whole }, r => r.MemoryMegabytes, "MB"),
        Run("cpus", ConfigKind.Number, (r, v) => r with { Cpus = v.Number }, r => r.Cpus, "processors"),
        Run("pids", ConfigKind.Whole, (r, v) => r with { Pids = v.Whole }, r => r.Pids, "processes"),
        Run("stopSeconds", ConfigKind.Whole, (r, v) => r with { StopSeconds = v.Whole }, r => r.StopSeconds, "seconds"),

        Health("path", ConfigKind.OptionalText, (h, v) => h with { Path = v.Text }),
        Health("expectedCodes", ConfigKind.Text, (h, v) => h with { ExpectedCodes = v.Text! }),
        Health("intervalMs", ConfigKind.Whole, (h, v) => h with { IntervalMs = v.Whole }),
        Health("timeoutMs", ConfigKind.Whole, (h, v) => h with { TimeoutMs = v.Whole }),
        Health("healthyInARow", ConfigKind.Whole, (h, v) => h with { HealthyInARow = v.Whole }),
        Health("deadlineMs", ConfigKind.Whole, (h, v) => h with { DeadlineMs = v.Whole }),
        Health("stayRunningMs", ConfigKind.Whole, (h, v) => h with { StayRunningMs = v.Whole }),

        Deploy("drainTimeoutMs", ConfigKind.Whole, (d, v) => d with { DrainTimeoutMs = v.Whole }),
        Deploy("observeMs", ConfigKind.Whole, (d, v) => d with { ObserveMs = v.Whole }),
        Deploy("maxErrorPercent", ConfigKind.Number, (d, v) => d with { MaxErrorPercent = v.Number }),
        Deploy("minRequests", ConfigKind.Whole, (d, v) => d with { MinRequests = v.Whole }),
    ];

    /// <summary>What only the project's settings may say, because it decides who starts builds and when.</summary>
    public static readonly IReadOnlyList<string> ProjectOnly =
    [
        "name", "repository", "repositoryUrl", "branch", "trigger.branches", "trigger.tags", "trigger.pullRequests",
        "trigger.concurrency", "trigger.missedPushes", "trigger.schedules", "trigger.timeZone",
    ];

    public static readonly IReadOnlyList<string> Sections = [.. All.Select(key => key.Section).Distinct(StringComparer.Ordinal)];

    public static ConfigKey? Find(string section, string name) => All.FirstOrDefault(key => key.Section == section && key.Name == name);

    public static IReadOnlyList<string> NamesIn(string section) => [.. All.Where(key => key.Section == section).Select(key => key.Name)];

    private static ConfigKey Trigger(string name, ConfigKind kind, Func<TriggerSettings, ConfigValue, TriggerSettings> set) =>
        new("trigger", name, kind, (s, v) => s with { Trigger = set(s.Trigger, v) });

    private static ConfigKey Build(
        string name, ConfigKind kind, Func<BuildSettings, ConfigValue, BuildSettings> set, Func<BuildSettings, double>? limit = null, string unit = "") =>
        new("build", name, kind, (s, v) => s with { Build = set(s.Build, v) }) { Limit = limit is null ? null : s => limit(s.Build), Unit = unit };

    private static ConfigKey Run(
        string name, ConfigKind kind, Func<RunSettings, ConfigValue, RunSettings> set, Func<RunSettings, double>? limit = null, string unit = "") =>
        new("run", name, kind, (s, v) => s with { Run = set(s.Run, v) }) { Limit = limit is null ? null : s => limit(s.Run), Unit = unit };

    private static ConfigKey Health(string name, ConfigKind kind, Func<HealthSettings, ConfigValue, HealthSettings> set) =>
        new("health", name, kind, (s, v) => s with { Health = set(s.Health, v) });

    private static ConfigKey Deploy(string name, ConfigKind kind, Func<DeploySettings, ConfigValue, DeploySettings> set) =>
        new("deploy", name, kind, (s, v) => s with { Deploy = set(s.Deploy, v) });

    private static Dictionary<string, string> Over(IReadOnlyDictionary<string, string> below, IReadOnlyDictionary<string, string> above)
    {
        var all = new Dictionary<string, string>(below, StringComparer.Ordinal);
        foreach (var (name, value) in above) all[name] = value;
        return all;
    }
}
