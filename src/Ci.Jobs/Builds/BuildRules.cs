using Ci.Jobs.Projects;

namespace Ci.Jobs.Builds;

/// <summary>What a build may become, and what its end means in words.</summary>
public static class BuildRules
{
    private static readonly Dictionary<BuildState, BuildState[]> Next = new()
    {
        [BuildState.Queued] = [BuildState.Running, BuildState.Canceled, BuildState.Superseded, BuildState.Skipped, BuildState.Failed],
        [BuildState.Running] = [BuildState.Succeeded, BuildState.Failed, BuildState.Canceled, BuildState.Superseded, BuildState.Skipped],
        [BuildState.Succeeded] = [],
        [BuildState.Failed] = [],
        [BuildState.Canceled] = [],
        [BuildState.Superseded] = [],
        [BuildState.Skipped] = [],
    };

    /// <summary>Attempts after which a row that keeps ending its server is given up.</summary>
    public const int MaxAttempts = 5;

    public static bool IsOpen(BuildState state) => Next[state].Length > 0;

    public static bool Allows(BuildState from, BuildState to) => Next[from].Contains(to);

    /// <summary>Why a build's command ended as it did.</summary>
    /// <param name="exitCode">Code of the container; it decides, since the kernel's mark is also set when only a child was killed.</param>
    /// <param name="outOfMemory">The kernel killed something in the container for memory.</param>
    /// <param name="memoryMegabytes">The build's limit.</param>
    public static (string Reason, string NextAction) ExplainExit(int exitCode, bool outOfMemory, int memoryMegabytes) => exitCode switch
    {
        137 when outOfMemory => (
            $"The build ran out of memory (limit {memoryMegabytes} MB).",
            "Raise the project's memory limit, or let the build tool use less memory."),
        137 => (
            "The build container was killed (exit code 137).",
            "The Docker engine or the host was probably restarted. Build again."),
        127 => (
            "The build command was not found in the image (exit code 127).",
            "Check the build command and the build image in the project's settings."),
        126 => (
            "The build command cannot be executed (exit code 126).",
            "Make the script executable: git update-index --chmod=+x FILE."),
        _ when outOfMemory => (
            $"The build failed with exit code {exitCode}; a process in it ran out of memory (limit {memoryMegabytes} MB).",
            "Raise the project's memory limit, or let the build tool use less memory."),
        _ => (
            $"The build command failed with exit code {exitCode}.",
            "Read the last lines of the log, fix the cause and push again."),
    };

    /// <summary>Of the waiting builds of one project, oldest first: those that a newer push, or a schedule again, has made pointless, by the newer one's policy.</summary>
    /// <remarks>Builds a person asked for are never superseded, and neither is the newest. A schedule's build is not there for a push, so neither takes the other's place.</remarks>
    public static IEnumerable<Build> Superseded(IReadOnlyList<Build> waiting) => waiting
        .Where(build => build.Trigger is BuildTrigger.Push or BuildTrigger.Schedule)
        .GroupBy(build => (build.Trigger, build.Ref, build.Deploys))
        .SelectMany(alike => alike.Take(alike.ToList().FindLastIndex(newer => newer.Settings.Trigger.Concurrency != ConcurrencyPolicy.Queue)));

    /// <summary>Why a waiting build was superseded, by what had started it.</summary>
    public static (string Reason, string NextAction) ExplainSuperseded(BuildTrigger trigger) => trigger == BuildTrigger.Schedule
        ? ("The schedule came again before it started.", "The newer build has the branch's tip.")
        : ("A newer push arrived before it started.", "The newer build has this commit's changes.");

    /// <summary>Of the open builds of one project: the running one with the newer push that wants it ended; null when there is none.</summary>
    public static (Build Running, Build Newer)? Overtaken(IReadOnlyList<Build> open) =>
        open.FirstOrDefault(build => build is { State: BuildState.Running, CanceledBy: null }) is { } running
        && open.LastOrDefault(newer => Overtakes(newer, running) && newer.Settings.Trigger.Concurrency == ConcurrencyPolicy.CancelRunning) is { } newest
            ? (running, newest)
            : null;

    /// <summary>Who cancels a build that a newer push ends.</summary>
    public static string NewerPush(Build newer) => $"a newer push (#{newer.Number})";

    private static bool Overtakes(Build newer, Build older) =>
        newer.Number > older.Number && newer.State == BuildState.Queued
        && newer.Trigger == BuildTrigger.Push && older.Trigger == BuildTrigger.Push
        && newer.Ref == older.Ref && newer.Deploys == older.Deploys;
}
