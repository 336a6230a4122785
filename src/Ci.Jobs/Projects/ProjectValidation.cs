using Ci.Jobs.Builds;
using Ci.Jobs.Triggers;

namespace Ci.Jobs.Projects;

/// <summary>Checks a whole project before it is kept; fields are named as in its JSON, such as <c>settings.run.port</c>. Pure.</summary>
public static class ProjectValidation
{
    private const int MaxVariables = 200, MaxText = 64 * 1024;

    /// <summary>Everything that is wrong, in the order of the form; empty when the project can be kept.</summary>
    public static IReadOnlyList<FieldError> Check(string? name, string? repositoryUrl, string? branch, ProjectSettings settings, bool allowHttp) =>
    [
        .. ProjectRules.Errors(
            ProjectRules.Name("name", name),
            ProjectRules.Repository("repositoryUrl", repositoryUrl, allowHttp),
            ProjectRules.Branch("branch", branch)),
        .. Check(settings),
    ];

    /// <summary>The settings alone.</summary>
    public static IReadOnlyList<FieldError> Check(ProjectSettings settings) =>
    [
        .. TriggerSettingsRules.Check(settings.Trigger),
        .. Build(settings.Build),
        .. Run(settings.Run, settings.Build.Way),
        .. Health(settings.Health),
        .. Deploy(settings.Deploy),
    ];

    private static IEnumerable<FieldError> Build(BuildSettings build) =>
    [
        .. build.Way == BuildWay.Command ? Command(build) : ProjectRules.Errors(ProjectRules.RelativeFile("settings.build.dockerfile", build.Dockerfile)),
        .. ProjectRules.Errors(
            ProjectRules.RelativeDirectory("settings.build.directory", build.Directory),
            ProjectRules.Number("settings.build.timeoutSeconds", build.TimeoutSeconds, 10, 24 * 3600, "seconds"),
            ProjectRules.Number("settings.build.memoryMegabytes", build.MemoryMegabytes, 64, 1024 * 1024, "MB"),
            Cpus("settings.build.cpus", build.Cpus),
            ProjectRules.Number("settings.build.pids", build.Pids, 16, 1_000_000),
            ProjectRules.Number("settings.build.logMegabytes", build.LogMegabytes, 1, 4096, "MB")),
        .. Caches(build.Caches),
        .. Variables("settings.build.environment", build.Environment),
    ];

    private static IReadOnlyList<FieldError> Command(BuildSettings build) => ProjectRules.Errors(
        ProjectRules.Image("settings.build.image", build.Image),
        Script("settings.build.command", build.Command, "Build command is missing: enter what makes the application, such as \"npm ci && npm run build\"."),
        ProjectRules.RelativeDirectory("settings.build.outputDirectory", build.OutputDirectory));

    private static IEnumerable<FieldError> Run(RunSettings run, BuildWay way) =>
    [
        .. ProjectRules.Errors(
            way == BuildWay.Command ? ProjectRules.Image("settings.run.image", run.Image) : null,
            run.Command is null ? null : Script("settings.run.command", run.Command, "Start command is empty: leave it out to use the image's own."),
            ProjectRules.Port("settings.run.port", run.Port),
            ProjectRules.Number("settings.run.memoryMegabytes", run.MemoryMegabytes, 16, 1024 * 1024, "MB"),
            Cpus("settings.run.cpus", run.Cpus),
            ProjectRules.Number("settings.run.pids", run.Pids, 4, 1_000_000),
            ProjectRules.Number("settings.run.stopSeconds", run.StopSeconds, 0, 600, "seconds")),
        .. Variables("settings.run.environment", run.Environment),
    ];

    private static IReadOnlyList<FieldError> Health(HealthSettings health) => ProjectRules.Errors(
        health.Path is null ? null : ProjectRules.HealthPath("settings.health.path", health.Path),
        ProjectRules.StatusCodes("settings.health.expectedCodes", health.ExpectedCodes),
        ProjectRules.Number("settings.health.intervalMs", health.IntervalMs, 50, 60_000, "ms"),
        ProjectRules.Number("settings.health.timeoutMs", health.TimeoutMs, 100, 60_000, "ms"),
        ProjectRules.Number("settings.health.healthyInARow", health.HealthyInARow, 1, 20),
        ProjectRules.Number("settings.health.deadlineMs", health.DeadlineMs, 1000, 3_600_000, "ms"),
        ProjectRules.Number("settings.health.stayRunningMs", health.StayRunningMs, 0, 600_000, "ms"));

    private static IReadOnlyList<FieldError> Deploy(DeploySettings deploy) => ProjectRules.Errors(
        ProjectRules.Number("settings.deploy.drainTimeoutMs", deploy.DrainTimeoutMs, 0, 3_600_000, "ms"),
        ProjectRules.Number("settings.deploy.observeMs", deploy.ObserveMs, 0, 24 * 3_600_000, "ms"),
        deploy.MaxErrorPercent is >= 0 and <= 100 ? null : new("settings.deploy.maxErrorPercent", "The share of errors is out of range: use 0 to 100 percent."),
        ProjectRules.Number("settings.deploy.minRequests", deploy.MinRequests, 1, 1_000_000));

    private static FieldError? Cpus(string field, double value) =>
        value is >= 0.05 and <= 256 ? null : new(field, "The number of processors is out of range: use 0.05 to 256, fractions too.");

    private static FieldError? Script(string field, string? value, string missing) =>
        string.IsNullOrWhiteSpace(value) ? new(field, missing)
        : value.Length > MaxText ? new(field, $"The command has {value.Length} characters: use at most {MaxText}, or put it into a script of the repository.")
        : value.Contains('\0', StringComparison.Ordinal) ? new(field, "The command contains a NUL character: remove it.")
        : null;

    private static IEnumerable<FieldError> Caches(IReadOnlyList<string> caches) => caches
        .Where(cache => CacheKinds.Find(cache ?? "") is null)
        .Select(cache => new FieldError("settings.build.caches", $"There is no cache \"{ProjectRules.Shown(cache ?? "")}\": use {string.Join(", ", CacheKinds.Names)}."));

    private static IEnumerable<FieldError> Variables(string field, IReadOnlyDictionary<string, string> variables)
    {
        if (variables.Count > MaxVariables) return [new(field, $"There are {variables.Count} variables: use at most {MaxVariables}.")];
        return variables.SelectMany(variable => ProjectRules.Errors(
            ProjectRules.EnvironmentVariable(field, variable.Key),
            variable.Value is null ? new(field, $"The value of {ProjectRules.Shown(variable.Key)} is missing: use \"\" for an empty one.")
            : variable.Value.Length > MaxText || variable.Value.Contains('\0', StringComparison.Ordinal)
                ? new(field, $"The value of {ProjectRules.Shown(variable.Key)} is longer than {MaxText} characters or contains a NUL character: shorten it.")
            : null));
    }
}
