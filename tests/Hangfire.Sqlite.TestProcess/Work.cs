namespace Hangfire.Sqlite.TestProcess;

/// <summary>The jobs of the tests: each writes its name down.</summary>
public static class Work
{
    internal static Record? Record { get; set; }

    public static void Run(string name) => Record?.Write(name);
}
