using Hangfire.States;

namespace Hangfire.Sqlite.Tables;

internal sealed record StateRow(string Name, string? Reason, long At, string Data)
{
    /// <summary>Reads a state on the caller's thread: it may be the user's own class and may throw.</summary>
    public static StateRow Of(IState state, long at)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new StateRow(state.Name, state.Reason, at, Json.Write(state.SerializeData()));
    }
}
