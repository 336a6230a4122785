using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Jobs.Triggers;

namespace Ci.Web.Pages.Shared;

/// <summary>The rows pages read.</summary>
internal sealed record Records(
    ProjectStore Projects, BuildStore Builds, ReleaseStore Releases, DeploymentStore Deployments, ProbeStore Probes, DeliveryStore Deliveries, OfferStore Offers);
