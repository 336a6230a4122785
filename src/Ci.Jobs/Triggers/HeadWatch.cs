using Ci.Jobs.Builds;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Triggers;

/// <summary>Looks at a project's repository for commits that no webhook told, and puts them on record: built or offered, as the project wants it.</summary>
public sealed class HeadWatch
{
    private readonly Git git;
    private readonly HeadStore heads;
    private readonly Intake intake;
    private readonly TimeProvider time;

    internal HeadWatch(Git git, HeadStore heads, Intake intake, TimeProvider time)
    {
        this.git = git;
        this.heads = heads;
        this.intake = intake;
        this.time = time;
    }

    /// <summary>Looks once.</summary>
    /// <param name="project">Whose repository.</param>
    /// <param name="grace">How long a webhook may still be on its way before its commit counts as missed.</param>
    /// <param name="stop">Ends the look.</param>
    /// <returns>What was missed.</returns>
    /// <exception cref="Pipeline.PipelineException">The repository could not be read; the project keeps the sentence.</exception>
    public async Task<IReadOnlyList<MissedPush>> LookAsync(Project project, TimeSpan grace, CancellationToken stop)
    {
        // Read first: what is told after the look began is no older than what the look sees.
        var (seen, known) = (heads.Seen(project), heads.Known(project));
        var found = await ReadAsync(project, stop);
        var moved = MissedRules.Moved(project, found, seen, known).ToList();
        if (moved.Count > 0 && grace > TimeSpan.Zero)
        {
            await Task.Delay(grace, time, stop);
            moved = [.. moved.Intersect(await ReadAsync(project, stop))];
        }

        var missed = new List<MissedPush>();
        foreach (var head in moved.Where(head => !heads.IsKnown(project, head, known.GetValueOrDefault(head.Ref))))
        {
            var call = MissedRules.CallOf(project, head, seen.GetValueOrDefault(head.Ref), known.GetValueOrDefault(head.Ref));
            var received = MissedRules.ReceivedOf(project);
            missed.Add(new MissedPush(head.Ref, head.Commit, project.Settings.Trigger.MissedPushes == MissedPushes.Build
                ? await intake.AcceptAsync(call, received)
                : await intake.OfferAsync(call, received)));
        }

        // Last: a server that is killed before finds the same moves again, and their deliveries by their ids.
        heads.Save(project, seen, found);
        return missed;
    }

    private async Task<IReadOnlyList<RemoteHead>> ReadAsync(Project project, CancellationToken stop)
    {
        try
        {
            return await git.HeadsAsync(project.RepositoryUrl, stop);
        }
        catch (GitException failed)
        {
            heads.SaveProblem(project, $"{failed.Message} {failed.NextAction}");
            throw;
        }
    }
}
