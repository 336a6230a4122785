using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary><c>/api/projects/{project}/trigger-test</c> and <c>/schedule</c>: what would be built, and when.</summary>
internal static class TriggersApi
{
    private const int Shown = 5;

    public static void MapTriggers(this RouteGroupBuilder api)
    {
        var triggers = api.MapGroup("/projects/{project}").WithTags("Triggers").ProducesProblem(StatusCodes.Status404NotFound);
        triggers.MapPost("/trigger-test", TestAsync).WithSummary("What the trigger rules say of a delivery, a commit range or files; nothing is started").ProducesValidationProblem();
        triggers.MapPost("/check", CheckAsync).WithSummary("Looks at the repository for commits that no webhook told").RequireAuthorization(Policies.Deployer).ProducesProblem(StatusCodes.Status409Conflict);
        triggers.MapGet("/schedule", Schedule).WithSummary("The next times at which the project's schedules build");
    }

    private static async Task<Results<Ok<TriggerVerdict>, ProblemHttpResult>> TestAsync(
        string project, TriggerTestBody body, ProjectStore projects, DryRun dryRun, CancellationToken stop)
    {
        if (projects.Find(project) is not { } found) return Problems.NoProject(project);
        var errors = body.Check();
        if (errors.Count > 0) return Problems.Invalid(errors);
        if (body.Trigger is { } trigger) found = found with { Settings = found.Settings with { Trigger = trigger } };
        var reference = body.Tag is { } tag ? "refs/tags/" + tag : "refs/heads/" + (body.Branch ?? found.Branch);
        try
        {
            return body switch
            {
                { Delivery: { } delivery } => dryRun.OfDelivery(found, delivery) is { } verdict
                    ? TypedResults.Ok(verdict)
                    : Problems.NotFound($"There is no delivery {delivery} with a push of {found.RepositoryUrl}."),
                { From: { } from } => TypedResults.Ok(await dryRun.OfCommitsAsync(found, reference, from.ToLowerInvariant(), body.To?.ToLowerInvariant(), stop)),
                _ => TypedResults.Ok(DryRun.OfPaths(found, reference, body.Message, body.Paths ?? [])),
            };
        }
        catch (PipelineException failed)
        {
            return Problems.Conflict("COMMITS_NOT_FOUND", $"{failed.Message} {failed.NextAction}");
        }
    }

    /// <param name="Missed">Commits that were put on record now, built or offered as the project wants it.</param>
    private sealed record CheckView(IReadOnlyList<MissedPush> Missed);

    private static async Task<Results<Ok<CheckView>, ProblemHttpResult>> CheckAsync(
        string project, HttpContext context, ProjectStore projects, HeadWatch watch, ActivityStore activity)
    {
        if (projects.Find(project) is not { } found) return Problems.NoProject(project);
        if (found.DeletingAt is not null) return Problems.Deleting(project);
        try
        {
            var missed = await watch.LookAsync(found, grace: TimeSpan.Zero, context.RequestAborted);
            activity.Add(Actor.Of(context), "Project.Checked", project, $"{missed.Count} missed");
            return TypedResults.Ok(new CheckView(missed));
        }
        catch (PipelineException failed)
        {
            return Problems.Conflict("REPOSITORY_UNREADABLE", $"{failed.Message} {failed.NextAction}");
        }
    }

    /// <param name="Cron">As in the settings.</param>
    /// <param name="Branch">Branch whose tip is built.</param>
    /// <param name="Next">The next five times, with the offset of the project's zone.</param>
    private sealed record ScheduleView(string Cron, string Branch, IReadOnlyList<DateTimeOffset> Next);

    private static Results<Ok<List<ScheduleView>>, ProblemHttpResult> Schedule(string project, ProjectStore projects, TimeProvider time)
    {
        if (projects.Find(project) is not { } found) return Problems.NoProject(project);
        var trigger = found.Settings.Trigger;
        return TypedResults.Ok(trigger.Schedules
            .Select(schedule => new ScheduleView(schedule.Cron, schedule.Branch ?? found.Branch, ScheduleRules.Next(schedule.Cron, trigger.TimeZone, time.GetUtcNow(), Shown)))
            .ToList());
    }
}
