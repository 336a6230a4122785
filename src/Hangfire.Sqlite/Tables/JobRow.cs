using Hangfire.Common;
using Hangfire.Storage;

namespace Hangfire.Sqlite.Tables;

internal sealed record JobRow(
    InvocationData Call, Dictionary<string, string?> Parameters, long CreatedAt, long? ExpireAt, string? State)
{
    /// <summary>The call, or why it cannot be made any more; never throws for a type or method that is gone.</summary>
    public Job? Load(out JobLoadException? failure)
    {
        try
        {
            failure = null;
            return Call.DeserializeJob();
        }
        catch (JobLoadException e)
        {
            failure = e;
            return null;
        }
    }
}
