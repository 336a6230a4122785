using System.Globalization;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Deployments;

/// <summary>A started release on its way to traffic: asked again and again until the rules have a verdict.</summary>
internal sealed class Candidate(SlotContainer slots, HealthProbe probe, ProbeStore probes, TimeProvider time)
{
    /// <returns>Null when it is healthy, else why not and what to do.</returns>
    public async Task<(string Reason, string NextAction)?> CheckAsync(DeploymentRun run, HealthSettings health, CancellationToken stop)
    {
        // Numbers go on after a restart; the verdict rests on what this server saw itself.
        var before = probes.List(run.Deployment.Id).Count;
        var seen = new List<Probe>();
        while (true)
        {
            if (await EndedAsync(run, stop) is { } ended) return ended;
            if (health.Path is not null)
            {
                var answer = await probe.AskAsync(run.Deployment, before + seen.Count + 1, health, stop);
                seen.Add(answer);
                probes.Add(run.Deployment, answer);
                run.Tell(Describe(health, answer));
            }

            switch (HealthRules.Judge(seen, health, time.GetUtcNow() - run.Deployment.ContainerStartedAt!.Value))
            {
                case Verdict.Healthy:
                    return await EndedAsync(run, stop);
                case Verdict.Unhealthy:
                    return HealthRules.Explain(seen, health);
                default:
                    await Task.Delay(HealthRules.Pause(seen, health), time, stop);
                    break;
            }
        }
    }

    private async Task<(string Reason, string NextAction)?> EndedAsync(DeploymentRun run, CancellationToken stop)
    {
        var state = await slots.StateAsync(run.Deployment.Container!, stop);
        if (state is { Running: true }) return null;
        if (state is null) return ("The container was removed by somebody else during the health check.", "Deploy again.");
        var after = (time.GetUtcNow() - run.Deployment.ContainerStartedAt!.Value).TotalSeconds;
        var memory = state.OOMKilled && state.ExitCode == 137 ? " (out of memory)" : "";
        return (
            string.Create(CultureInfo.InvariantCulture, $"The application exited after {after:0.0} s with code {state.ExitCode}{memory}."),
            "Read the container's last lines below, fix the cause and push again.");
    }

    private static string Describe(HealthSettings health, Probe answer) => string.Create(
        CultureInfo.InvariantCulture,
        $"Probe {answer.Number}: GET {health.Path} {(answer.Code is { } code ? $"answered {code}" : answer.Detail)} in {answer.DurationMs} ms{(answer.Ok ? "" : answer.Code is null ? "" : $", expected {health.ExpectedCodes}")}");
}
