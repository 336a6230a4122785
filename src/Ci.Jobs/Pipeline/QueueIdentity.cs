namespace Ci.Jobs.Pipeline;

/// <summary>Which queue job ids belong to: an id of an older one (a file that was deleted, a storage in memory) must not be taken for one of this.</summary>
/// <param name="StorageId">Made with the queue and kept with it.</param>
public sealed record QueueIdentity(string StorageId);
