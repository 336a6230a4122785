namespace Ci.Web.Tests.Proxy;

internal static class Eventually
{
    /// <summary>Waits until the condition holds; fails the test when the time is up.</summary>
    public static async Task Holds(Func<bool> condition, string what, int seconds = 10)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(seconds), $"Not within {seconds} s: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
