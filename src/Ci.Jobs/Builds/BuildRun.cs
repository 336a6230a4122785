using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Builds;

/// <summary>A build that is being driven: its row as last written, its log, and its timeline.</summary>
internal sealed class BuildRun(Build build, BuildStore builds, LogWriter log, TimeProvider time)
{
    public Build Build { get; private set; } = build;

    public LogWriter Log { get; } = log;

    /// <summary>When the build's time is up; counted from its first start, restarts of the server included.</summary>
    public DateTimeOffset Deadline => Build.StartedAt!.Value.AddSeconds(Build.Settings.Build.TimeoutSeconds);

    /// <summary>The product's own words in the log.</summary>
    public void Tell(string text) => Log.Write(LogStream.Note, text);

    /// <summary>Begins a step on the timeline and in the log.</summary>
    public void Begin(string step)
    {
        var steps = StepRules.Begin(Build.Steps, step, time.GetUtcNow());
        if (ReferenceEquals(steps, Build.Steps)) return;
        Log.Write(LogStream.Step, step);
        Build = builds.SaveSteps(Build, steps);
    }

    public void Found(string commit, string message, string author) => Build = builds.SaveCommit(Build, commit, message, author);

    /// <summary>Goes on with other settings than the project's.</summary>
    public void Configure(ProjectSettings settings) => Build = builds.SaveSettings(Build, settings);
}
