using System.Globalization;

namespace Ci.Demo;

/// <summary>One line of the story: what is done, and how long it took.</summary>
internal static class Step
{
    public static async Task<T> TakeAsync<T>(string what, Func<Task<T>> act)
    {
        var started = TimeProvider.System.GetTimestamp();
        var result = await act();
        Print(what, TimeProvider.System.GetElapsedTime(started));
        return result;
    }

    public static Task TakeAsync(string what, Func<Task> act) => TakeAsync(what, async () =>
    {
        await act();
        return true;
    });

    public static void Print(string what, TimeSpan took) => Console.WriteLine($"  {what,-72} {Seconds(took),8}");

    public static string Seconds(TimeSpan took) => took.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";
}
