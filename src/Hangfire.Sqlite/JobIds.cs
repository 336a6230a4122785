using System.Globalization;
using Hangfire.Sqlite.Tables;
using Hangfire.Sqlite.Writing;

namespace Hangfire.Sqlite;

/// <summary>Ids of new jobs, reserved by the hundred, so that a transaction can name a job before it commits.</summary>
internal sealed class JobIds(Writer writer)
{
    private const int Reserve = 500;

    private readonly Lock gate = new();
    private long next;
    private long end;

    public long Next()
    {
        lock (gate)
        {
            if (next == end)
            {
                next = writer.Run(db => Meta.TakeJobIds(db, Reserve), Durability.Soon);
                end = next + Reserve;
            }
            return next++;
        }
    }

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>False for what is no id of ours: such a job does not exist.</summary>
    public static bool TryRead(string text, out long id)
    {
        ArgumentNullException.ThrowIfNull(text);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }
}
