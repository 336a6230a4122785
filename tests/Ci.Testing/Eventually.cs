namespace Ci.Testing;

/// <summary>Waits for what becomes true by itself, up to a deadline, and tells what was seen last when it does not.</summary>
public static class Eventually
{
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Reads again and again until <paramref name="until"/> holds, and returns the value it held for.
    /// A refused or timed-out HTTP request counts as "not yet"; every other exception ends the wait at once.
    /// <paramref name="what"/> completes the sentence "waited in vain for …".
    /// </summary>
    /// <exception cref="TimeoutException">The deadline passed; the message holds the last value or error.</exception>
    public static async Task<T> GetAsync<T>(
        Func<Task<T>> read, Func<T, bool> until, string what, TimeSpan? within = null, CancellationToken stop = default)
    {
        var clock = TimeProvider.System;
        var limit = within ?? DefaultDeadline;
        var started = clock.GetTimestamp();
        while (true)
        {
            string seen;
            Exception? failure = null;
            try
            {
                var value = await read();
                if (until(value)) return value;
                seen = value?.ToString() ?? "nothing";
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
            {
                seen = e.Message;
                failure = e;
            }

            if (clock.GetElapsedTime(started) >= limit)
                throw new TimeoutException($"Waited {limit.TotalSeconds:0.#} s in vain for {what}. Last seen: {seen}", failure);
            await Task.Delay(Pause, clock, stop);
        }
    }

    /// <summary>Waits until the condition holds.</summary>
    public static Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null, CancellationToken stop = default) =>
        GetAsync(condition, holds => holds, what, within, stop);

    /// <summary>Waits until the condition, which needs no asking outside, holds.</summary>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? within = null, CancellationToken stop = default) =>
        TrueAsync(() => Task.FromResult(condition()), what, within, stop);
}
