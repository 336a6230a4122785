namespace Ci.Jobs.Pipeline;

/// <summary>A Hangfire job, named so that an id of an older queue is never mistaken for one of this.</summary>
/// <param name="Storage">Identity of the queue.</param>
/// <param name="Id">The job's id in it.</param>
public sealed record JobReference(string Storage, string Id);
