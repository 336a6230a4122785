using Hangfire.Common;
using Hangfire.Sqlite.Tables;
using Hangfire.Storage;

namespace Hangfire.Sqlite.Monitoring;

/// <summary>A job as a list shows it; without details when it is gone or has left the list's state meanwhile.</summary>
internal sealed class ListedJob
{
    private readonly StateRow? state;

    private ListedJob(long id, JobRow? row, StateRow? current, string inState)
    {
        Id = JobIds.Text(id);
        Invocation = row?.Call;
        State = row?.State;
        Job = row?.Load(out failure);
        Stays = string.Equals(current?.Name, inState, StringComparison.OrdinalIgnoreCase);
        state = Stays ? current : null;
        Data = state is null ? null : Json.Read(state.Data);
    }

    private readonly JobLoadException? failure;

    public string Id { get; }

    public Job? Job { get; }

    public JobLoadException? Failure => failure;

    public InvocationData? Invocation { get; }

    public string? State { get; }

    /// <summary>Whether the job is in the list's state.</summary>
    public bool Stays { get; }

    public string? Reason => state?.Reason;

    public DateTime? Since => Instant.Utc(state?.At);

    public Dictionary<string, string?>? Data { get; }

    public string? Value(string name) => Data?.GetValueOrDefault(name);

    public static ListedJob Read(Database db, long id, string inState) =>
        new(id, Jobs.Find(db, id), Jobs.CurrentState(db, id), inState);
}
