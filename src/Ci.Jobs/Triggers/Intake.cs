using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;

namespace Ci.Jobs.Triggers;

/// <summary>Takes in what is pushed: everything is durable before a task here ends, so the answer to the sender may say so.</summary>
public sealed class Intake(DeliveryRecorder recorder, PipelineSignal signal, ChangeFeed changes)
{
    /// <summary>Records a proven call with its verdicts and builds, and wakes the dispatcher.</summary>
    /// <exception cref="Storage.StorageException">Nothing was recorded; the caller answers that it should be sent again.</exception>
    public async Task<Recorded> AcceptAsync(WebhookCall call, Received received)
    {
        Faults.At("delivery-read");
        var recorded = await recorder.RecordAsync(call, received);
        Faults.At("delivery-committed");
        return Told(recorded);
    }

    /// <summary>Puts a commit that no webhook told on record, for a person to decide about.</summary>
    public async Task<Recorded> OfferAsync(WebhookCall call, Received received) => Told(await recorder.RecordAsync(call, received, offer: true));

    /// <summary>Puts a call that starts nothing, because it was not proven or not readable, on record.</summary>
    public async Task<Recorded> RejectAsync(string provider, string @event, Received received, string reason, int status) =>
        Told(await recorder.RejectAsync(provider, @event, received, reason, status));

    /// <summary>Judges a delivery again by the rules of now, for all projects or one.</summary>
    /// <returns>Null when there is no such delivery, or it was rejected.</returns>
    public async Task<Recorded?> ReplayAsync(long delivery, string actor, string? project = null) =>
        await recorder.ReplayAsync(delivery, actor, project) is { } recorded ? Told(recorded) : null;

    private Recorded Told(Recorded recorded)
    {
        if (recorded.Builds.Count > 0 && !recorded.Duplicate) signal.Wake();
        foreach (var build in recorded.Duplicate ? [] : recorded.Builds) changes.Raise(Topics.Build(build.Project, build.Number), build.Project, nameof(BuildState.Queued));
        changes.Raise(Topics.Deliveries, "", recorded.Verdict.ToString(), recorded.Reason);
        return recorded;
    }
}
