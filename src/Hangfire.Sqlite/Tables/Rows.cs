namespace Hangfire.Sqlite.Tables;

internal static class Rows
{
    public static List<string> Values(Statement statement)
    {
        using (statement)
        {
            var values = new List<string>();
            while (statement.Step()) values.Add(statement.Text(0));
            return values;
        }
    }

    /// <summary>How many positions lie between two, both included.</summary>
    public static long Count(int from, int to) => Math.Max(0L, (long)to - Math.Max(from, 0) + 1);
}
