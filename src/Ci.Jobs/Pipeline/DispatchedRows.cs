using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Pipeline;

/// <summary>The rows that get jobs.</summary>
internal sealed record DispatchedRows(BuildStore Builds, DeploymentStore Deployments, ProjectStore Projects);
