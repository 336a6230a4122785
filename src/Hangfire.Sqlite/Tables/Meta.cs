namespace Hangfire.Sqlite.Tables;

internal static class Meta
{
    public static string StorageId(Database db)
    {
        using var statement = db.Prepare("SELECT value FROM meta WHERE name = 'storage_id'");
        statement.Step();
        return statement.Text(0);
    }

    /// <summary>Takes so many job ids; answers the first.</summary>
    public static long TakeJobIds(Database db, int count)
    {
        using var statement = db.Prepare("UPDATE meta SET value = value + ? WHERE name = 'next_job_id' RETURNING value").Bind(count);
        statement.Step();
        return statement.Long(0) - count;
    }
}
