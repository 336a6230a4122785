using System.Collections.Frozen;
using Ci.Jobs.Projects;
using Ci.Web.Pages.Shared;
using F = Ci.Web.Pages.Projects.ProjectForm;

namespace Ci.Web.Pages.Projects;

/// <summary>The rules name fields as the API does; a form names them as its inputs.</summary>
internal static class FormErrors
{
    private static readonly FrozenDictionary<string, string> Inputs = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["name"] = nameof(F.Name),
        ["repositoryUrl"] = nameof(F.Repository),
        ["branch"] = nameof(F.Branch),
        ["settings.trigger.branches"] = nameof(F.Branches),
        ["settings.trigger.tags"] = nameof(F.Tags),
        ["settings.trigger.paths"] = nameof(F.Paths),
        ["settings.trigger.timeZone"] = nameof(F.TimeZone),
        ["settings.trigger.schedules"] = nameof(F.Schedules),
        ["settings.build.image"] = nameof(F.BuildImage),
        ["settings.build.command"] = nameof(F.BuildCommand),
        ["settings.build.directory"] = nameof(F.Directory),
        ["settings.build.outputDirectory"] = nameof(F.Output),
        ["settings.build.dockerfile"] = nameof(F.Dockerfile),
        ["settings.build.caches"] = nameof(F.Caches),
        ["settings.build.environment"] = nameof(F.BuildEnvironment),
        ["settings.build.timeoutSeconds"] = nameof(F.BuildTimeout),
        ["settings.build.memoryMegabytes"] = nameof(F.BuildMemory),
        ["settings.build.cpus"] = nameof(F.BuildCpus),
        ["settings.build.pids"] = nameof(F.BuildPids),
        ["settings.build.logMegabytes"] = nameof(F.LogMegabytes),
        ["settings.run.image"] = nameof(F.RunImage),
        ["settings.run.command"] = nameof(F.RunCommand),
        ["settings.run.port"] = nameof(F.Port),
        ["settings.run.environment"] = nameof(F.Environment),
        ["settings.run.memoryMegabytes"] = nameof(F.RunMemory),
        ["settings.run.cpus"] = nameof(F.RunCpus),
        ["settings.run.pids"] = nameof(F.RunPids),
        ["settings.run.stopSeconds"] = nameof(F.StopSeconds),
        ["settings.health.path"] = nameof(F.HealthPath),
        ["settings.health.expectedCodes"] = nameof(F.Codes),
        ["settings.health.intervalMs"] = nameof(F.Interval),
        ["settings.health.timeoutMs"] = nameof(F.Timeout),
        ["settings.health.healthyInARow"] = nameof(F.InARow),
        ["settings.health.deadlineMs"] = nameof(F.Deadline),
        ["settings.health.stayRunningMs"] = nameof(F.StayRunning),
        ["settings.deploy.drainTimeoutMs"] = nameof(F.Drain),
        ["settings.deploy.observeMs"] = nameof(F.Observe),
        ["settings.deploy.maxErrorPercent"] = nameof(F.MaxErrorPercent),
        ["settings.deploy.minRequests"] = nameof(F.MinRequests),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IReadOnlyList<FieldError> Of(ProjectInput input, bool allowHttp) =>
    [
        .. ProjectValidation.Check(input.Name, input.Repository, input.Branch, input.Settings, allowHttp)
            .Select(error => error with { Field = Input(error.Field) }),
    ];

    /// <summary>A field of the rules that no input has belongs to the form as a whole.</summary>
    public static string Input(string field) => Inputs.GetValueOrDefault(field, "form");
}
