using Ci.Jobs.Projects;
using Ci.Jobs.Releases;

namespace Ci.Jobs.Deployments;

/// <summary>The rows a deployment reads.</summary>
internal sealed record DeployRows(DeploymentStore Deployments, ReleaseStore Releases, ProjectStore Projects);
