using System.Collections.Immutable;
using Ci.Jobs.Traffic;

namespace Ci.Web.Proxy;

/// <summary>
/// The route table in force and the slots behind it. Begins with the saved table, so requests are served after a restart with
/// nothing else running.
/// </summary>
internal sealed class ProxyControl : ITraffic, IDisposable
{
    private readonly RouteFile file;
    private readonly ProxyOptions options;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim change = new(1);
    private ImmutableList<SlotTarget> targets = [];
    private volatile LiveRoutes live;

    /// <exception cref="RouteFileException">The saved table cannot be used.</exception>
    public ProxyControl(RouteFile file, ProxyOptions options, TimeProvider time)
    {
        (this.file, this.options, this.time) = (file, options, time);
        live = Build(file.Load());
    }

    public RouteTable Current => live.Table;

    /// <summary>What requests are routed by at this moment.</summary>
    public LiveRoutes Live => live;

    public async Task<RouteTable> PointAsync(SlotRoute route, CancellationToken cancellation)
    {
        if (route.Problem() is { } problem) throw new ArgumentException(problem, nameof(route));
        return await ChangeAsync(table => table.Find(route.Project, route.Environment) == route ? table : table.With(route), cancellation);
    }

    public Task<RouteTable> RemoveAsync(string project, CancellationToken cancellation) =>
        ChangeAsync(table => table.Without(project), cancellation);

    public async Task<DrainReport> DrainAsync(
        string project, string environment, string slot, int deployment, TimeSpan timeout, CancellationToken cancellation)
    {
        var leaving = await CloseGatesAsync(r => r.Project == project && r.Environment == environment && r.Slot == slot && r.Deployment == deployment, cancellation);
        var reports = await Task.WhenAll(leaving.Select(t => t.Gate.DrainAsync(timeout, cancellation)));
        await ForgetAsync(leaving);
        return reports.Aggregate(DrainReport.Nothing, static (sum, r) => new(
            sum.Finished + r.Finished, Max(sum.Longest, r.Longest), sum.Closed + r.Closed, sum.Aborted + r.Aborted, Max(sum.Took, r.Took)));
    }

    public IReadOnlyList<SlotTraffic> Read() => [.. Volatile.Read(ref targets).Select(t => t.Traffic())];

    /// <summary>Ends every WebSocket and event stream properly, because the proxy stops.</summary>
    public void CloseLongLived()
    {
        foreach (var target in Volatile.Read(ref targets)) target.Gate.CloseLongLived();
    }

    public void Dispose()
    {
        foreach (var target in targets) target.Dispose();
        change.Dispose();
    }

    private async Task<RouteTable> ChangeAsync(Func<RouteTable, RouteTable> edit, CancellationToken cancellation)
    {
        await change.WaitAsync(cancellation);
        try
        {
            var table = edit(Current);
            if (table == Current) return table;
            file.Save(table);
            live = Build(table);
            return table;
        }
        finally
        {
            change.Release();
        }
    }

    private LiveRoutes Build(RouteTable table)
    {
        foreach (var route in table.Routes.Where(r => r.Serves && !targets.Exists(t => t.Route == r && !t.Gate.Draining)))
            Volatile.Write(ref targets, targets.Add(new(route, options, time)));
        return new(table, targets);
    }

    // Under the lock of the changes: a slot is pointed at or drains, never both.
    private async Task<List<SlotTarget>> CloseGatesAsync(Predicate<SlotRoute> which, CancellationToken cancellation)
    {
        await change.WaitAsync(cancellation);
        try
        {
            var leaving = targets.FindAll(t => which(t.Route));
            if (leaving.Find(t => !t.Gate.Draining && Current.Routes.Contains(t.Route)) is { Route: var live })
                throw new InvalidOperationException($"The {live.Slot} slot of {live.Project} is live. Point the route elsewhere before draining it.");
            leaving.ForEach(t => t.Gate.StartDraining());
            return [.. leaving];
        }
        finally
        {
            change.Release();
        }
    }

    private async Task ForgetAsync(List<SlotTarget> drained)
    {
        await change.WaitAsync(CancellationToken.None);
        try
        {
            Volatile.Write(ref targets, targets.RemoveRange(drained));
        }
        finally
        {
            change.Release();
        }

        drained.ForEach(t => t.Dispose());
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
