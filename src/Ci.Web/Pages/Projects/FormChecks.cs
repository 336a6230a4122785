using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using static Ci.Jobs.Projects.ProjectRules;
using F = Ci.Web.Pages.Projects.ProjectForm;

namespace Ci.Web.Pages.Projects;

/// <summary>The rules of a project, field by field of its form.</summary>
internal static class FormChecks
{
    private const int Minute = 60_000, Hour = 60 * Minute;

    public static IReadOnlyList<FieldError> Errors(ProjectInput input) =>
    [
        .. ProjectRules.Errors(
            Name(nameof(F.Name), input.Name),
            Repository(nameof(F.Repository), input.Repository, allowHttp: true),
            Branch(nameof(F.Branch), input.Branch)),
        .. Build(input.Settings.Build, input.Settings.Run),
        .. Run(input.Settings.Run),
        .. Health(input.Settings.Health),
        .. Deploy(input.Settings.Deploy),
    ];

    private static IReadOnlyList<FieldError> Build(BuildSettings build, RunSettings run)
    {
        var command = build.Way == BuildWay.Command;
        return ProjectRules.Errors(
            command ? Image(nameof(F.BuildImage), build.Image) : null,
            command && string.IsNullOrEmpty(build.Command) ? new(nameof(F.BuildCommand), "Command is missing: enter what builds the project, such as \"npm ci && npm run build\".") : null,
            command ? Image(nameof(F.RunImage), run.Image) : null,
            command ? RelativeDirectory(nameof(F.Output), build.OutputDirectory) : RelativeFile(nameof(F.Dockerfile), build.Dockerfile),
            RelativeDirectory(nameof(F.Directory), build.Directory),
            build.Caches.FirstOrDefault(cache => CacheKinds.Find(cache) is null) is { } unknown ? new(nameof(F.Caches), $"There is no cache called \"{unknown}\".") : null,
            Number(nameof(F.BuildTimeout), build.TimeoutSeconds, 10, 24 * 3600, "seconds"),
            Number(nameof(F.BuildMemory), build.MemoryMegabytes, 64, 1_048_576, "MB"),
            Cpus(nameof(F.BuildCpus), build.Cpus),
            Number(nameof(F.BuildPids), build.Pids, 16, 65_536),
            Number(nameof(F.LogMegabytes), build.LogMegabytes, 1, 1024, "MB"));
    }

    private static IReadOnlyList<FieldError> Run(RunSettings run) => ProjectRules.Errors(
        Port(nameof(F.Port), run.Port),
        Number(nameof(F.RunMemory), run.MemoryMegabytes, 16, 1_048_576, "MB"),
        Cpus(nameof(F.RunCpus), run.Cpus),
        Number(nameof(F.RunPids), run.Pids, 16, 65_536),
        Number(nameof(F.StopSeconds), run.StopSeconds, 1, 600, "seconds"));

    private static IReadOnlyList<FieldError> Health(HealthSettings health) => ProjectRules.Errors(
        health.Path is null ? null : HealthPath(nameof(F.HealthPath), health.Path),
        StatusCodes(nameof(F.Codes), health.ExpectedCodes),
        Time(nameof(F.Interval), health.IntervalMs, 100, 5 * Minute),
        Time(nameof(F.Timeout), health.TimeoutMs, 100, 5 * Minute),
        Number(nameof(F.InARow), health.HealthyInARow, 1, 100),
        Time(nameof(F.Deadline), health.DeadlineMs, 1000, Hour),
        Time(nameof(F.StayRunning), health.StayRunningMs, 100, Hour));

    private static IReadOnlyList<FieldError> Deploy(DeploySettings deploy) => ProjectRules.Errors(
        Time(nameof(F.Drain), deploy.DrainTimeoutMs, 0, Hour),
        Time(nameof(F.Observe), deploy.ObserveMs, 0, 24 * Hour),
        deploy.MaxErrorPercent is >= 0 and <= 100 ? null : new(nameof(F.MaxErrorPercent), "The limit is a share: use 0 to 100 %."),
        Number(nameof(F.MinRequests), deploy.MinRequests, 1, 1_000_000));

    private static FieldError? Cpus(string field, double cpus) => cpus is >= 0.1 and <= 1024 ? null : new(field, "Processors are out of range: use 0.1 to 1024.");

    private static FieldError? Time(string field, int ms, int least, int most) => Duration(field, TimeSpan.FromMilliseconds(ms), TimeSpan.FromMilliseconds(least), TimeSpan.FromMilliseconds(most));
}
