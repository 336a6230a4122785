using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Containers;

/// <summary>Gives projects their networks out of the pool.</summary>
internal sealed class SlotAddresses(ProjectStore projects, string pool)
{
    /// <summary>The project's network; assigned now when it has none.</summary>
    public Subnet Of(Project project) => At(project.Subnet ?? projects.AssignSubnet(project.Id, 0));

    /// <summary>Another network for a project, since something else on this machine uses <paramref name="taken"/>.</summary>
    public Subnet Next(Project project, Subnet taken) => At(projects.AssignSubnet(project.Id, IndexOf(taken.Network) + 1));

    /// <summary>The network that the engine has for a project, taken over as it is.</summary>
    /// <exception cref="PipelineException">It is not of the pool.</exception>
    public Subnet Adopt(Project project, string network)
    {
        var index = IndexOf(network);
        if (project.Subnet != index) projects.AssignSubnet(project.Id, index);
        return At(index);
    }

    private int IndexOf(string network) => SubnetRules.IndexOf(pool, network)
        ?? throw new PipelineException($"The project's network {network} is not in the address pool {pool}.", "Restore the pool with CI_SLOT_POOL, or remove the network in the engine.");

    private Subnet At(int index)
    {
        try
        {
            return SubnetRules.At(pool, index);
        }
        catch (ArgumentException full)
        {
            throw new PipelineException(full.Message, "Give the server a larger pool with CI_SLOT_POOL, or delete projects that are not used.", full);
        }
    }
}
