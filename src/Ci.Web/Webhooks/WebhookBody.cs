using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Ci.Web.Webhooks;

/// <summary>
/// Reads the bodies of webhooks. Nobody is known before the whole body is here, so strangers decide how much is held, and for how long:
/// memory is taken for what has come, not for what is announced; who is slow is dismissed; large bodies need a place.
/// </summary>
internal sealed class WebhookBody(LargeBodies places, RejectionLimit limit, TimeProvider time)
{
    public const int MaxSize = 25 * 1024 * 1024;
    public const int Small = 1024 * 1024;
    private const int FirstBuffer = 16 * 1024;

    /// <summary>The body; its place, if it needed one, is kept until the call is answered.</summary>
    public ValueTask<BodyRead> ReadAsync(HttpContext context)
    {
        var (announced, reader) = (context.Request.ContentLength, context.Request.BodyReader);
        if (announced > MaxSize) return new(new BodyRead(default, BodyProblem.TooLarge));
        if (announced > Small && limit.IsReached(Source(context))) return new(new BodyRead(default, BodyProblem.Closed));
        if (announced <= Small && WholeAtOnce(reader, (int)announced.Value) is { } body) return new(new BodyRead(body, null));
        return ReadOnAsync(context, reader, (int)(announced ?? MaxSize));
    }

    // Most bodies come together with their headers.
    private static byte[]? WholeAtOnce(PipeReader reader, int announced)
    {
        try
        {
            if (!reader.TryRead(out var read)) return null;
            var body = read.Buffer.Length == announced ? read.Buffer.ToArray() : null;
            reader.AdvanceTo(body is null ? read.Buffer.Start : read.Buffer.End);
            return body;
        }
        catch (IOException)
        {
            // Told to who reads on.
            return null;
        }
    }

    private async ValueTask<BodyRead> ReadOnAsync(HttpContext context, PipeReader reader, int most)
    {
        // A length that is announced may be a lie, and a chunked body announces none: counted while it is read, here and below.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaxSize + 1;
        using var pace = new BodyPace(time);
        // Not by the token: the server would find a read under way when it clears up after the call.
        using var dismissal = pace.Late.Register(reader.CancelPendingRead);
        var (buffer, length, placed) = (Array.Empty<byte>(), 0, false);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(CancellationToken.None);
                try
                {
                    if (read.IsCanceled) return Dismissed(context);
                    var sum = length + read.Buffer.Length;
                    if (sum > most) return new(default, BodyProblem.TooLarge);
                    if (sum > Small && !placed)
                    {
                        if (await PlaceAsync(context, pace) is { } problem) return new(default, problem);
                        placed = true;
                    }

                    if (sum > buffer.Length) buffer = Grown(buffer, length, (int)sum, most);
                    read.Buffer.CopyTo(buffer.AsSpan(length));
                    length = (int)sum;
                }
                finally
                {
                    reader.AdvanceTo(read.Buffer.End);
                }

                if (read.IsCompleted) return new(buffer.AsMemory(0, length), null);
                pace.Arrived(length);
            }
        }
        catch (IOException broken)
        {
            return (broken as BadHttpRequestException)?.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => new(default, BodyProblem.TooLarge),
                // The server itself knows no mercy with those that send next to nothing.
                StatusCodes.Status408RequestTimeout => Dismissed(context),
                _ => new(default, BodyProblem.Cut),
            };
        }
    }

    private static BodyRead Dismissed(HttpContext context)
    {
        context.Response.Headers.Connection = "close";
        return new(default, BodyProblem.TooSlow);
    }

    private async Task<BodyProblem?> PlaceAsync(HttpContext context, BodyPace pace)
    {
        if (limit.IsReached(Source(context))) return BodyProblem.Closed;
        var place = await pace.AsideAsync(places.TakeAsync(Sender.Of(context.Connection.RemoteIpAddress), context.RequestAborted));
        if (place is null) return BodyProblem.TooMany;
        context.Response.RegisterForDispose(place);
        return null;
    }

    private static byte[] Grown(byte[] buffer, int length, int least, int most)
    {
        var grown = GC.AllocateUninitializedArray<byte>((int)Math.Min(Math.Max(Math.Max(buffer.Length * 2L, least), FirstBuffer), most));
        buffer.AsSpan(0, length).CopyTo(grown);
        return grown;
    }

    private static string Source(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
