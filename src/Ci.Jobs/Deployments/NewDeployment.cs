using Ci.Jobs.Pipeline;

namespace Ci.Jobs.Deployments;

/// <summary>What is known of a deployment when it is asked for.</summary>
/// <param name="ReleaseId">The release to make live.</param>
/// <param name="Kind">New release or rollback.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="Parent">The Hangfire job it follows, if any.</param>
public sealed record NewDeployment(long ReleaseId, DeploymentKind Kind, string Actor, JobReference? Parent = null);
