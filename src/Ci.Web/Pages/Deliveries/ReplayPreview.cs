using Ci.Jobs.Builds;
using Ci.Jobs.Triggers;
using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages.Deliveries;

/// <summary>Says what a replay would do, project by project, by the rules of now.</summary>
internal sealed class ReplayPreview(Records records, WebhookSecrets secrets)
{
    private const int Looked = 50;

    /// <param name="delivery">One that was not rejected.</param>
    /// <param name="only">Name of a project; null for all.</param>
    public IReadOnlyList<ReplayEffect> Of(Delivery delivery, string? only = null)
    {
        var pushes = records.Deliveries.Pushes(delivery.Id).GetValueOrDefault(delivery.Id) ?? [];
        var known = records.Deliveries.Verdicts(delivery.Id);
        return
        [
            .. IntakeRules.Concerned(delivery.Address, pushes, records.Projects.List())
                .Where(pair => only is null || pair.Project.Name == only)
                .Select(pair => Effect(pair.Project, pair.Push, known.FirstOrDefault(verdict => verdict.Project == pair.Project.Name && verdict.Ref == pair.Push.Ref))),
        ];

        ReplayEffect Effect(Ci.Jobs.Projects.Project project, Push push, ProjectVerdict? verdict)
        {
            var name = TriggerRules.NameOf(push);
            if (verdict?.BuildNumber is { } number) return new(project.Name, name, false, $"has build #{number} of it already");
            var proof = IntakeRules.Proof(project, delivery.Provider, delivery.Address, delivery.Proof, secrets.Current(project).Count > 0);
            var judged = TriggerRules.Judge(project, push, Earlier(project.Id, push), proof);
            return judged.Starts
                ? new(project.Name, name, true, $"builds {push.After?[..7] ?? $"the tip of {name}"}")
                : new(project.Name, name, false, $"stays skipped: {Words.Clause(judged.Reason)}");
        }
    }

    private EarlierBuild? Earlier(long project, Push push) => records.Builds.List(project, Looked)
        .Where(build => build is { Trigger: BuildTrigger.Push, State: not BuildState.Superseded } && build.Ref == push.Ref && build.Deploys == push.PullRequest is null)
        .Select(build => new EarlierBuild { Number = build.Number, CommitHash = build.CommitHash })
        .FirstOrDefault();
}
