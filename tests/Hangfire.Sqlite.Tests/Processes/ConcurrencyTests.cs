using System.Globalization;
using Ci.Testing;
using Xunit;

namespace Hangfire.Sqlite.Tests.Processes;

public sealed class ConcurrencyTests : IDisposable
{
    private readonly JobFile file = new();

    /// <summary>`eng/hangfire-crash.sh` runs it with many more.</summary>
    private static int Jobs => Settings.Number("HANGFIRE_JOBS", 1000);

    [Fact]
    public async Task Two_processes_with_sixteen_workers_each_run_every_job_and_continuation_once()
    {
        var run = new ChainRun(file.Folder);
        var storage = file.Open();
        var chains = (Jobs / 4).ToString(CultureInfo.InvariantCulture);
        using var one = OtherProcess.Start("chains", file.Path, "16", file.Folder, chains);
        using var two = OtherProcess.Start("chains", file.Path, "16", file.Folder, chains);
        foreach (var other in (OtherProcess[])[one, two])
        {
            Assert.Equal("working", await other.HearsAsync());
        }
        var monitor = storage.GetMonitoringApi();
        var expected = Jobs / 4 * 4;
        await Eventually.TrueAsync(() => run.Ran.Count >= expected && ChainRun.IsDone(monitor), $"{expected} jobs to run", TimeSpan.FromMinutes(10));

        await one.EndAsync();
        await two.EndAsync();

        Assert.Equal(run.Promised.Order(), run.Ran.Order());
        Assert.Equal(expected, monitor.SucceededListCount());
        Assert.Equal("ok", file.Query("PRAGMA integrity_check"));
    }

    public void Dispose() => file.Dispose();
}
