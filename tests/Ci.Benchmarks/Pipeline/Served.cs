namespace Ci.Benchmarks.Pipeline;

internal static class Served
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Asks every 5 ms until the address serves the text.</summary>
    public static async Task UntilAsync(HttpClient http, Uri address, string text)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < Limit)
        {
            try
            {
                if (await http.GetStringAsync(address) == text) return;
            }
            catch (HttpRequestException)
            {
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        throw new TimeoutException($"{address} did not serve {text} within {Limit.TotalSeconds} s.");
    }
}
