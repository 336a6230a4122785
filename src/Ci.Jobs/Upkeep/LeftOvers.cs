using System.Globalization;
using Ci.Jobs.Builds;
using Ci.Jobs.Containers;
using Ci.Jobs.Deployments;

namespace Ci.Jobs.Upkeep;

/// <summary>
/// Removes containers of builds and deployments that are over. Whoever ends one removes its container too, unless the server is
/// killed or the engine goes away just then.
/// </summary>
internal sealed class LeftOvers(ContainerParts parts, BuildContainer workspaces, BuildStore builds, DeploymentStore deployments)
{
    /// <exception cref="EngineAwayException">The engine does not answer.</exception>
    public async Task RemoveAsync(CancellationToken stop)
    {
        // Containers first: each row was committed before its container was made, so one without an open row is over, not too young.
        foreach (var container in await parts.ListAsync(project: null, stop))
        {
            if (!container.Labels.TryGetValue(Labels.Project, out var project) || !container.Labels.TryGetValue(Labels.Part, out var part)) continue;
            if (!int.TryParse(container.Labels.TryGetValue(Labels.Number, out var text) ? text : null, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) continue;
            if (part is "build" or "output" && builds.Find(project, number) is { } build && !BuildRules.IsOpen(build.State))
            {
                await parts.RemoveAsync(container.ID, TimeSpan.Zero, stop);
                await workspaces.RemoveAsync(build, stop);
            }

            if (part == "slot" && deployments.Find(project, number) is { } deployment && IsOver(deployment)) await parts.RemoveAsync(container.ID, TimeSpan.Zero, stop);
        }
    }

    private static bool IsOver(Deployment deployment) =>
        deployment is { WarmUntil: null, State: not DeploymentState.Live } && !DeploymentRules.IsOpen(deployment.State);
}
