using System.Globalization;
using Ci.Jobs.Projects;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Projects;

/// <summary>Between a form's text and a project's settings, both ways.</summary>
internal static class ProjectForms
{
    public static ProjectInput Read(ProjectForm form, bool allowHttp)
    {
        var errors = new List<FieldError>();
        var settings = Settings(form, new FormNumbers(errors), errors);
        var input = new ProjectInput(form.Name?.Trim() ?? "", form.Repository?.Trim() ?? "", form.Branch?.Trim() ?? "", settings, []);
        var known = errors.Select(error => error.Field).ToHashSet(StringComparer.Ordinal);
        return input with { Errors = [.. errors, .. FormErrors.Of(input, allowHttp).Where(error => !known.Contains(error.Field))] };
    }

    private static ProjectSettings Settings(ProjectForm form, FormNumbers numbers, List<FieldError> errors) => new()
    {
        Trigger = TriggerForms.Read(form, errors),
        Build = new()
        {
            Way = form.Way == nameof(BuildWay.Dockerfile) ? BuildWay.Dockerfile : BuildWay.Command,
            Image = Optional(form.BuildImage),
            Command = Script(form.BuildCommand),
            Directory = form.Directory?.Trim() ?? "",
            OutputDirectory = Optional(form.Output) ?? ".",
            Dockerfile = Optional(form.Dockerfile) ?? "Dockerfile",
            Caches = form.Caches,
            Environment = VariableLines.Read(nameof(form.BuildEnvironment), form.BuildEnvironment, errors),
            TimeoutSeconds = numbers.Whole(nameof(form.BuildTimeout), form.BuildTimeout),
            MemoryMegabytes = numbers.Whole(nameof(form.BuildMemory), form.BuildMemory),
            Cpus = numbers.Any(nameof(form.BuildCpus), form.BuildCpus),
            Pids = numbers.Whole(nameof(form.BuildPids), form.BuildPids),
            LogMegabytes = numbers.Whole(nameof(form.LogMegabytes), form.LogMegabytes),
        },
        Run = new()
        {
            Image = Optional(form.RunImage),
            Command = Script(form.RunCommand),
            Port = numbers.Whole(nameof(form.Port), form.Port),
            Environment = VariableLines.Read(nameof(form.Environment), form.Environment, errors),
            MemoryMegabytes = numbers.Whole(nameof(form.RunMemory), form.RunMemory),
            Cpus = numbers.Any(nameof(form.RunCpus), form.RunCpus),
            Pids = numbers.Whole(nameof(form.RunPids), form.RunPids),
            StopSeconds = numbers.Whole(nameof(form.StopSeconds), form.StopSeconds),
        },
        Health = new()
        {
            Path = Optional(form.HealthPath),
            ExpectedCodes = form.Codes?.Trim() ?? "",
            IntervalMs = numbers.Seconds(nameof(form.Interval), form.Interval),
            TimeoutMs = numbers.Seconds(nameof(form.Timeout), form.Timeout),
            HealthyInARow = numbers.Whole(nameof(form.InARow), form.InARow),
            DeadlineMs = numbers.Seconds(nameof(form.Deadline), form.Deadline),
            StayRunningMs = numbers.Seconds(nameof(form.StayRunning), form.StayRunning),
        },
        Deploy = new()
        {
            DrainTimeoutMs = numbers.Seconds(nameof(form.Drain), form.Drain),
            ObserveMs = numbers.Seconds(nameof(form.Observe), form.Observe),
            MaxErrorPercent = numbers.Any(nameof(form.MaxErrorPercent), form.MaxErrorPercent),
            MinRequests = numbers.Whole(nameof(form.MinRequests), form.MinRequests),
        },
    };

    public static ProjectForm Of(Project project)
    {
        var (build, run, health, deploy) = (project.Settings.Build, project.Settings.Run, project.Settings.Health, project.Settings.Deploy);
        var form = new ProjectForm
        {
            Name = project.Name,
            Repository = project.RepositoryUrl,
            Branch = project.Branch,
            Way = build.Way.ToString(),
            BuildImage = build.Image,
            BuildCommand = build.Command,
            Directory = build.Directory,
            Output = build.OutputDirectory,
            Dockerfile = build.Dockerfile,
            Caches = build.Caches,
            BuildEnvironment = VariableLines.Text(build.Environment),
            BuildTimeout = Text(build.TimeoutSeconds),
            BuildMemory = Text(build.MemoryMegabytes),
            BuildCpus = Text(build.Cpus),
            BuildPids = Text(build.Pids),
            LogMegabytes = Text(build.LogMegabytes),
            RunImage = run.Image,
            RunCommand = run.Command,
            Port = Text(run.Port),
            Environment = VariableLines.Text(run.Environment),
            RunMemory = Text(run.MemoryMegabytes),
            RunCpus = Text(run.Cpus),
            RunPids = Text(run.Pids),
            StopSeconds = Text(run.StopSeconds),
            HealthPath = health.Path,
            Codes = health.ExpectedCodes,
            Interval = Text(health.IntervalMs / 1000.0),
            Timeout = Text(health.TimeoutMs / 1000.0),
            InARow = Text(health.HealthyInARow),
            Deadline = Text(health.DeadlineMs / 1000.0),
            StayRunning = Text(health.StayRunningMs / 1000.0),
            Drain = Text(deploy.DrainTimeoutMs / 1000.0),
            Observe = Text(deploy.ObserveMs / 1000.0),
            MaxErrorPercent = Text(deploy.MaxErrorPercent),
            MinRequests = Text(deploy.MinRequests),
        };
        TriggerForms.Write(project.Settings.Trigger, form);
        return form;
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // A browser sends CRLF; a shell script with it fails in a way nobody understands.
    private static string? Script(string? text) => Optional(text?.ReplaceLineEndings("\n"));
}
