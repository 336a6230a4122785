namespace Ci.Web.Pages.Projects;

/// <summary>A project as it is typed. Everything is text, so that nothing typed is lost when it is wrong. Times are in seconds.</summary>
public sealed class ProjectForm
{
    public string? Name { get; set; }

    public string? Repository { get; set; }

    public string? Branch { get; set; } = "main";

    public string? Branches { get; set; }

    public string? Tags { get; set; }

    public string? Paths { get; set; }

    public bool SkipWords { get; set; } = true;

    public bool PullRequests { get; set; }

    public string? Concurrency { get; set; } = "SupersedeWaiting";

    public string? MissedPushes { get; set; } = "Offer";

    public string? Schedules { get; set; }

    public string? TimeZone { get; set; } = "UTC";

    public string? Way { get; set; } = "Command";

    public string? BuildImage { get; set; }

    public string? BuildCommand { get; set; }

    public string? Directory { get; set; }

    public string? Output { get; set; } = ".";

    public string? Dockerfile { get; set; } = "Dockerfile";

    public IReadOnlyList<string> Caches { get; set; } = [];

    public string? BuildEnvironment { get; set; }

    public string? RunImage { get; set; }

    public string? RunCommand { get; set; }

    public string? Port { get; set; } = "8080";

    public string? Environment { get; set; }

    public string? HealthPath { get; set; } = "/";

    public string? Codes { get; set; } = "200-399";

    public string? Interval { get; set; } = "1";

    public string? Timeout { get; set; } = "5";

    public string? InARow { get; set; } = "2";

    public string? Deadline { get; set; } = "120";

    public string? StayRunning { get; set; } = "5";

    public string? Drain { get; set; } = "30";

    public string? Observe { get; set; } = "60";

    public string? MaxErrorPercent { get; set; } = "50";

    public string? MinRequests { get; set; } = "20";

    public string? BuildTimeout { get; set; } = "1800";

    public string? BuildMemory { get; set; } = "2048";

    public string? BuildCpus { get; set; } = "2";

    public string? BuildPids { get; set; } = "2048";

    public string? LogMegabytes { get; set; } = "64";

    public string? RunMemory { get; set; } = "1024";

    public string? RunCpus { get; set; } = "2";

    public string? RunPids { get; set; } = "1024";

    public string? StopSeconds { get; set; } = "10";
}
