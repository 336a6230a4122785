namespace Hangfire.Sqlite.TestProcess;

/// <summary>Enqueues jobs with continuations, and writes down each name as soon as Hangfire has promised it.</summary>
internal static class Chains
{
    public static void EnqueueMany(BackgroundJobClient client, int threads, int count)
    {
        var each = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            for (var number = 0; number < count / threads; number++) client.Enqueue(() => Work.Run("many"));
        })).ToList();
        each.ForEach(thread => thread.Start());
        each.ForEach(thread => thread.Join());
    }

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
