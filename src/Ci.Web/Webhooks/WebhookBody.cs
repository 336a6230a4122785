using Microsoft.AspNetCore.Http.Features;

namespace Ci.Web.Webhooks;

/// <summary>
/// Reads the bodies of webhooks. Nobody is known before the whole body is here, so strangers decide how much is held: large bodies are
/// read a few at a time.
/// </summary>
internal sealed class WebhookBody : IDisposable
{
    public const int MaxSize = 25 * 1024 * 1024;
    private const int Small = 1024 * 1024;
    private readonly SemaphoreSlim large = new(4);

    /// <summary>The whole body; null when it is too large. Counted while it is read: a length that is announced may be a lie, and a chunked body announces none.</summary>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxSize + 1;
        if (context.Request.ContentLength > MaxSize) return null;
        var stop = context.RequestAborted;
        var held = false;
        var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(context.Request.ContentLength ?? (16 * 1024), Small) + 1);
        var length = 0;
        try
        {
            while (await context.Request.Body.ReadAsync(buffer.AsMemory(length), stop) is var count and > 0)
            {
                length += count;
                if (length > MaxSize) return null;
                if (length < buffer.Length) continue;
                if (!held && length > Small)
                {
                    await large.WaitAsync(stop);
                    held = true;
                }

                Array.Resize(ref buffer, (int)Math.Min((long)buffer.Length * 2, MaxSize + 1L));
            }

            return buffer.AsMemory(0, length);
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        finally
        {
            if (held) large.Release();
        }
    }

    public void Dispose() => large.Dispose();
}
