using Ci.Jobs.Pipeline;
using Hangfire;
using Hangfire.Server;

namespace Ci.Jobs.Builds;

/// <summary>
/// Turns a commit into a release. A failed build ends its job Failed, with the build's reason; a repeated job finds the row over, or
/// driven by a living owner, and does nothing.
/// </summary>
internal sealed class BuildJob(BuildStore builds, BuildDrive drive, Lease lease)
{
    [JobDisplayName("Build {0} #{1}")]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string project, int number, PerformContext? context, CancellationToken stop)
    {
        if (builds.Find(project, number) is not { } build || !BuildRules.IsOpen(build.State) || lease.IsAlive(build.Owner)) return;
        var owner = lease.Begin();
        try
        {
            if (builds.Claim(build, owner) is { } claimed) await drive.RunAsync(claimed, JobContext.Of(context), stop);
        }
        finally
        {
            lease.End(owner);
        }
    }
}
