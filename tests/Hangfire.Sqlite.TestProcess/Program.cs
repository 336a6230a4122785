using System.Globalization;
using Hangfire;
using Hangfire.Sqlite;
using Hangfire.Sqlite.TestProcess;

// A process that uses a job database, to be stopped and killed by tests. It does what its input says, and ends when that closes.
var (role, path) = (args[0], args[1]);
using var storage = new SqliteStorage(path);
using var connection = storage.GetConnection();
switch (role)
{
    case "fetch":
        var fetched = connection.FetchNextJob([args[2]], CancellationToken.None);
        Say("fetched " + fetched.JobId);
        Console.ReadLine();
        fetched.RemoveFromQueue();
        Say("acknowledged " + fetched.JobId);
        Console.ReadLine();
        break;
    case "lock":
        var taken = connection.AcquireDistributedLock(args[2], TimeSpan.FromMinutes(1));
        Say("locked");
        Console.ReadLine();
        taken.Dispose();
        Say("freed");
        Console.ReadLine();
        break;
    case "enqueue":
        new BackgroundJobClient(storage).Enqueue(() => Work.Run("enqueued"));
        Say("enqueued");
        Console.ReadLine();
        break;
    case "enqueue-many":
        Chains.EnqueueMany(new BackgroundJobClient(storage), threads: Count(2), Count(3));
        break;
    case "work":
        Work.Record = new Record(args[3], "ran");
        using (Serve(Count(2)))
        {
            Say("working");
            Console.ReadLine();
        }
        break;
    case "chains":
        Work.Record = new Record(args[3], "ran");
        using (Serve(Count(2)))
        {
            Say("working");
            Chains.Enqueue(new BackgroundJobClient(storage), new Record(args[3], "promised"), Count(4));
            Say("enqueued");
            Console.ReadLine();
        }
        break;
    default:
        throw new NotSupportedException($"No such role: {role}");
}

int Count(int argument) => int.Parse(args[argument], CultureInfo.InvariantCulture);

BackgroundJobServer Serve(int workers) => new(
    new BackgroundJobServerOptions { WorkerCount = workers, SchedulePollingInterval = TimeSpan.FromSeconds(1) }, storage);

static void Say(string line)
{
    Console.WriteLine(line);
    Console.Out.Flush();
}
