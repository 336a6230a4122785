using System.Diagnostics;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Storage;
using Ci.Testing;
using Xunit;

namespace Ci.Jobs.Tests.Pipeline;

public sealed class LeaseTests : IDisposable
{
    private readonly TemporaryFolder folder = new("lease");
    private readonly DataDirectory data;

    public LeaseTests() => data = new DataDirectory(folder.Path);

    private string Owners => Path.Combine(data.Root, "owners");

    [Fact]
    public void A_claim_is_alive_until_it_ends()
    {
        using var lease = new Lease(data);

        var (first, second) = (lease.Begin(), lease.Begin());
        Assert.NotEqual(first, second);
        Assert.True(lease.IsAlive(first));
        lease.End(first);

        Assert.False(lease.IsAlive(first));
        Assert.True(lease.IsAlive(second));
        Assert.False(lease.IsAlive(null));
        Assert.False(lease.IsAlive("nobody/1"));
    }

    [Fact]
    public void Another_server_sees_a_claim_as_alive_until_its_server_ends()
    {
        using var mine = new Lease(data);
        var theirs = new Lease(data);
        var owner = theirs.Begin();
        Assert.True(mine.IsAlive(owner));

        theirs.Dispose();

        Assert.False(mine.IsAlive(owner));
        Assert.Single(Directory.GetFiles(Owners));
    }

    [Fact]
    public void Looking_at_a_living_owner_does_not_take_its_lock()
    {
        using var mine = new Lease(data);
        using var theirs = new Lease(data);
        var owner = theirs.Begin();

        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(mine.IsAlive(owner)));
    }

    [Fact]
    public async Task Servers_that_start_at_once_see_each_other_alive()
    {
        using var together = new Barrier(8);
        var leases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait(TimeSpan.FromSeconds(20));
                return new Lease(data);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        var owners = leases.Select(lease => lease.Begin()).ToList();
        Assert.All(leases, lease => Assert.All(owners, owner => Assert.True(lease.IsAlive(owner))));

        foreach (var lease in leases) lease.Dispose();
        Assert.Empty(Directory.GetFiles(Owners));
    }

    [Fact]
    public async Task A_stopped_process_is_alive_and_a_killed_one_is_dead()
    {
        using var lease = new Lease(data);
        using var child = Start("--no-fork", Path.Combine(Owners, "child.lock"), "sleep", "600");
        try
        {
            await Eventually.TrueAsync(() => lease.IsAlive("child/1"), "the child to hold its lock");

            ProcessSignal.Stop.SendTo(child);
            Assert.True(lease.IsAlive("child/1"));

            ProcessSignal.Kill.SendTo(child);
            await Eventually.TrueAsync(() => !lease.IsAlive("child/1"), "the kernel to free the lock");
        }
        finally
        {
            ProcessSignal.Kill.SendTo(child);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_start_sweeps_what_the_dead_left_and_nothing_of_the_living()
    {
        using var living = new Lease(data);
        var owner = living.Begin();
        await File.WriteAllTextAsync(Path.Combine(Owners, "dead.lock"), "", TestContext.Current.CancellationToken);

        using var later = new Lease(data);

        Assert.False(File.Exists(Path.Combine(Owners, "dead.lock")));
        Assert.True(later.IsAlive(owner));
    }

    [Fact]
    public async Task The_lock_is_one_that_other_programs_see()
    {
        using var lease = new Lease(data);
        var file = Assert.Single(Directory.GetFiles(Owners));
        using var child = Start("--nonblock", file, "true");

        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, child.ExitCode);
    }

    public void Dispose() => folder.Dispose();

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("flock", arguments))!;
}
