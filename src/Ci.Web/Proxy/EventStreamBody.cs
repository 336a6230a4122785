namespace Ci.Web.Proxy;

/// <summary>A stream of server-sent events. Closing it is its normal end: the browser connects again, to the new slot.</summary>
internal sealed class EventStreamBody(Stream inner, LongLived connection) : LongLivedBody(inner, connection)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (await ArrivesBeforeClose(cancellationToken)) return await Take(buffer, cancellationToken);
        Connection.Closed = true;
        return 0;
    }
}
