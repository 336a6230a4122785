using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;

namespace Ci.Jobs.Deployments;

/// <summary>A deployment that is being driven: its row as last written, its log, and its timeline.</summary>
internal sealed class DeploymentRun(Deployment deployment, DeploymentStore deployments, LogWriter log, TimeProvider time)
{
    public Deployment Deployment { get; private set; } = deployment;

    public LogWriter Log { get; } = log;

    /// <summary>The product's own words in the log.</summary>
    public void Tell(string text) => Log.Write(LogStream.Note, text);

    /// <summary>Begins a step on the timeline and in the log.</summary>
    public void Begin(string step)
    {
        var steps = StepRules.Begin(Deployment.Steps, step, time.GetUtcNow());
        if (ReferenceEquals(steps, Deployment.Steps)) return;
        Log.Write(LogStream.Step, step);
        Save(Deployment with { Steps = steps });
    }

    public void End(string? detail = null) => Save(Deployment with { Steps = StepRules.End(Deployment.Steps, time.GetUtcNow(), ok: true, detail) });

    public void Save(Deployment changed) => Deployment = deployments.Save(changed);

    public void Move(DeploymentState state, string? reason = null, string? nextAction = null)
    {
        Deployment = deployments.Move(Deployment, state, reason, nextAction);
        if (reason is not null) Tell(nextAction is null ? reason : $"{reason} {nextAction}");
    }
}
