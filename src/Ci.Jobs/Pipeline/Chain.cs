using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Releases;
using Ci.Jobs.Storage;

namespace Ci.Jobs.Pipeline;

/// <summary>What follows what. The end of one part and the beginning of the next are one commit, so nothing falls between.</summary>
internal sealed class Chain(Database database, BuildStore builds, ReleaseStore releases, DeploymentStore deployments, Dispatcher dispatcher)
{
    /// <summary>Ends a build well: it has a release, and the release a deployment, whose job continues <paramref name="job"/>.</summary>
    public void Succeed(Build build, ReleaseImage image, JobReference? job)
    {
        var (built, number) = database.Write(db =>
        {
            var built = builds.FinishIn(db, build, BuildState.Succeeded, $"Made release #{build.Number}.", nextAction: null, exitCode: 0);
            var release = releases.Insert(db, build, image);
            return (built, deployments.Insert(db, build.ProjectId, new NewDeployment(release, DeploymentKind.Deploy, build.Actor, job)));
        });
        builds.Told(built);
        dispatcher.Continue(deployments.Find(build.Project, number)!);
    }

    /// <summary>Ends a build well that makes no release: a pull request's code is tried out and not deployed.</summary>
    public void SucceedAlone(Build build) => builds.Finish(build, BuildState.Succeeded, "Built. A pull request is not deployed.", nextAction: null, exitCode: 0);

    /// <summary>Hands a deployment to the job of its next state, which continues <paramref name="job"/>.</summary>
    public void HandOn(Deployment deployment, JobReference? job)
    {
        deployments.HandOn(deployment, job);
        dispatcher.Continue(deployments.Find(deployment.Id)!);
    }

    /// <summary>Gives a deployment that took traffic to the watch.</summary>
    public void Free(Deployment deployment) => deployments.HandOn(deployment, parent: null);
}
