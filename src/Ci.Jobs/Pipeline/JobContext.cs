using Hangfire.Server;
using Hangfire.States;

namespace Ci.Jobs.Pipeline;

/// <summary>What a job knows of the Hangfire job it runs in.</summary>
/// <param name="JobId">Its id; null when the code runs outside Hangfire.</param>
/// <param name="Deleted">Whether somebody deleted it in the console, which means cancel.</param>
internal sealed record JobContext(string? JobId, Func<bool> Deleted)
{
    public static JobContext Of(PerformContext? context) => context is null
        ? new JobContext(null, () => false)
        : new JobContext(context.BackgroundJob.Id, () => context.Connection.GetStateData(context.BackgroundJob.Id)?.Name == DeletedState.StateName);
}
