namespace Hangfire.Sqlite.TestProcess;

/// <summary>Enqueues jobs with continuations, and writes down each name as soon as Hangfire has promised it.</summary>
internal static class Chains
{
    public static void Enqueue(BackgroundJobClient client, Record promised, int count)
    {
        for (var number = 0; number < count; number++)
        {
            var name = $"{Environment.ProcessId}-{number}";
            var first = client.Enqueue(() => Work.Run(name));
            promised.Write(name);
            client.ContinueJobWith(first, () => Work.Run(name + "+"));
            promised.Write(name + "+");
        }
    }
}
