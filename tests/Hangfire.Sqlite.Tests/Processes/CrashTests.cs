using Ci.Testing;
using Xunit;

namespace Hangfire.Sqlite.Tests.Processes;

public sealed class CrashTests : IDisposable
{
    private readonly JobFile file = new();

    /// <summary>`eng/hangfire-crash.sh` kills far more often.</summary>
    private static int Kills => Settings.Number("HANGFIRE_KILLS", 20);

    [Fact]
    public async Task A_process_killed_again_and_again_loses_no_promised_job_and_no_continuation()
    {
        var run = new ChainRun(file.Folder);
        var random = new Random(Settings.Number("HANGFIRE_SEED", 20_261_124));
        for (var kill = 0; kill < Kills; kill++)
        {
            using var victim = OtherProcess.Start("chains", file.Path, "4", file.Folder, "1000000");
            Assert.Equal("working", await victim.HearsAsync());
            // Somewhere amid enqueue, fetch, acknowledge and continue.
            var until = run.Promised.Count + random.Next(1, 60);
            await Eventually.TrueAsync(() => run.Promised.Count >= until, "some jobs to be promised", TimeSpan.FromMinutes(2));
            victim.Kill();
            GiveUpHalfMadeContinuations();
        }

        using var last = OtherProcess.Start("work", file.Path, "8", file.Folder);
        Assert.Equal("working", await last.HearsAsync());
        var storage = file.Open();
        var monitor = storage.GetMonitoringApi();
        await Eventually.TrueAsync(() => ChainRun.IsDone(monitor), "all jobs to end", TimeSpan.FromMinutes(2));
        await last.EndAsync();

        Assert.NotEmpty(run.Promised);
        Assert.Empty(run.Promised.Except(run.Ran));
        Assert.Equal(0, monitor.FailedCount());
        Assert.Equal("ok", file.Query("PRAGMA integrity_check"));
    }

    /// <summary>
    /// Hangfire adds a continuation in three commits. Killed between the second and the third, it has promised nothing, but the parent
    /// waits a quarter of an hour for the child's first state: this lets that time pass.
    /// </summary>
    private void GiveUpHalfMadeContinuations() =>
        file.Query("UPDATE jobs SET created_at = created_at - 3600000 WHERE state IS NULL");

    public void Dispose() => file.Dispose();
}
