using Hangfire.Storage;

namespace Hangfire.Sqlite.Tables;

/// <summary>Jobs, their parameters and their states. Times are Unix milliseconds.</summary>
internal static class Jobs
{
    public static void Insert(Database db, long id, InvocationData call, string parameters, (long Created, long Expire) times) =>
        db.Prepare(
            """
            INSERT INTO jobs (id, type, method, parameter_types, arguments, queue, parameters, created_at, expire_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
            .Bind(id).Bind(call.Type).Bind(call.Method).Bind(call.ParameterTypes).Bind(call.Arguments).Bind(call.Queue)
            .Bind(parameters).Bind(times.Created).Bind(times.Expire).Run();

    public static void Expire(Database db, long id, long? at) =>
        db.Prepare("UPDATE jobs SET expire_at = ? WHERE id = ?").Bind(at).Bind(id).Run();

    public static void SetParameter(Database db, long id, string name, string? value)
    {
        if (Parameters(db, id) is not { } parameters) return;
        parameters[name] = value;
        db.Prepare("UPDATE jobs SET parameters = ? WHERE id = ?").Bind(Json.Write(parameters)).Bind(id).Run();
    }

    public static string? Parameter(Database db, long id, string name) => Parameters(db, id)?.GetValueOrDefault(name);

    /// <summary>Adds to the history; nothing happens when there is no such job.</summary>
    public static long? AddState(Database db, long id, StateRow state)
    {
        using var statement = db.Prepare(
            """
            INSERT INTO states (job_id, number, name, reason, created_at, data)
            SELECT id, COALESCE((SELECT MAX(number) FROM states WHERE job_id = jobs.id), 0) + 1, ?, ?, ?, ? FROM jobs WHERE id = ?
            RETURNING number
            """)
            .Bind(state.Name).Bind(state.Reason).Bind(state.At).Bind(state.Data).Bind(id);
        return statement.Step() ? statement.Long(0) : null;
    }

    public static void SetState(Database db, long id, StateRow state)
    {
        if (AddState(db, id, state) is not { } number) return;
        db.Prepare("UPDATE jobs SET state = ?, state_number = ?, state_at = ? WHERE id = ?")
            .Bind(state.Name).Bind(number).Bind(state.At).Bind(id).Run();
    }

    /// <summary>Both at once, as Hangfire's changes of state do.</summary>
    public static void SetStateAndExpiry(Database db, long id, StateRow state, long? expireAt)
    {
        if (AddState(db, id, state) is not { } number) return;
        db.Prepare("UPDATE jobs SET state = ?, state_number = ?, state_at = ?, expire_at = ? WHERE id = ?")
            .Bind(state.Name).Bind(number).Bind(state.At).Bind(expireAt).Bind(id).Run();
    }

    public static JobRow? Find(Database db, long id)
    {
        using var statement = db.Prepare(
            """
            SELECT type, method, parameter_types, arguments, queue, parameters, created_at, expire_at, state
            FROM jobs WHERE id = ?
            """).Bind(id);
        if (!statement.Step()) return null;
        var call = new InvocationData(
            statement.TextOrNull(0), statement.TextOrNull(1), statement.TextOrNull(2), statement.TextOrNull(3), statement.TextOrNull(4));
        return new JobRow(call, Json.Read(statement.Text(5)), statement.Long(6), statement.LongOrNull(7), statement.TextOrNull(8));
    }

    /// <summary>The state set last, whatever the clock said.</summary>
    public static StateRow? CurrentState(Database db, long id)
    {
        using var statement = db.Prepare(
            """
            SELECT s.name, s.reason, s.created_at, s.data
            FROM jobs j JOIN states s ON s.job_id = j.id AND s.number = j.state_number WHERE j.id = ?
            """).Bind(id);
        return statement.Step() ? Row(statement) : null;
    }

    /// <summary>Newest first.</summary>
    public static List<StateRow> History(Database db, long id)
    {
        using var statement = db.Prepare(
            "SELECT name, reason, created_at, data FROM states WHERE job_id = ? ORDER BY number DESC").Bind(id);
        var states = new List<StateRow>();
        while (statement.Step()) states.Add(Row(statement));
        return states;
    }

    /// <summary>Removes up to so many jobs whose time is over, with their history; answers how many.</summary>
    public static int RemoveExpired(Database db, long now, int limit)
    {
        var over = new List<long>();
        using (var statement = db.Prepare("SELECT id FROM jobs WHERE expire_at <= ? AND state IS NOT NULL LIMIT ?").Bind(now).Bind((long)limit))
        {
            while (statement.Step()) over.Add(statement.Long(0));
        }
        foreach (var id in over)
        {
            db.Prepare("DELETE FROM states WHERE job_id = ?").Bind(id).Run();
            db.Prepare("DELETE FROM jobs WHERE id = ?").Bind(id).Run();
        }
        return over.Count;
    }

    /// <summary>Removes jobs that never got a state, for their maker was killed. They are rare: no index leads to them.</summary>
    public static int RemoveHalfMade(Database db, long now)
    {
        db.Prepare("DELETE FROM jobs WHERE state IS NULL AND expire_at <= ?").Bind(now).Run();
        return db.Changes;
    }

    private static Dictionary<string, string?>? Parameters(Database db, long id)
    {
        using var statement = db.Prepare("SELECT parameters FROM jobs WHERE id = ?").Bind(id);
        return statement.Step() ? Json.Read(statement.Text(0)) : null;
    }

    private static StateRow Row(Statement statement) =>
        new(statement.Text(0), statement.TextOrNull(1), statement.Long(2), statement.Text(3));
}
