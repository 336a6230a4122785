using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Tests.Builds;
using Ci.Jobs.Tests.Storage;
using Ci.Jobs.Triggers;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

/// <summary>Dry runs over the commits of real repositories.</summary>
public sealed class DryRunTests : GitScene
{
    private readonly StoreScene stores = new();

    [Fact]
    public async Task A_commit_range_is_judged_by_what_changed_in_it()
    {
        var first = await CommitAsync("first", ("docs/a", "1"), ("src/a", "1"));
        var code = await CommitAsync("code", ("src/a", "2"));
        await CommitAsync("docs", ("docs/a", "2"));
        var project = Add(new TriggerSettings { Paths = ["docs"] });

        var all = await RunAsync(project, first, to: null);
        var codeOnly = await RunAsync(project, first, code);

        Assert.Equal((true, 2), (all.Starts, all.Trace[^1].Paths!.Changed));
        Assert.Equal((false, $"No changed file matches docs ({first[..7]} to {code[..7]})."), (codeOnly.Starts, codeOnly.Reason));
    }

    [Fact]
    public async Task The_commits_own_configuration_counts()
    {
        var first = await CommitAsync("first", ("src/a", "1"));
        await CommitAsync("config", (".ci.yml", "trigger:\n  paths: [src]\n"));

        var verdict = await RunAsync(Add(new TriggerSettings()), first, to: null);

        Assert.Equal(("Configuration", ".ci.yml sets trigger.paths."), (verdict.Trace[0].Rule, verdict.Trace[0].Text));
        Assert.False(verdict.Starts);
    }

    [Fact]
    public async Task A_skip_word_is_found_in_the_newest_message()
    {
        var first = await CommitAsync("first", ("a", "1"));
        await CommitAsync("second\n\n[skip ci]", ("a", "2"));

        Assert.Equal("The commit's message has [skip ci].", (await RunAsync(Add(new TriggerSettings()), first, to: null)).Reason);
    }

    [Fact]
    public async Task A_commit_that_is_not_there_is_told()
    {
        await CommitAsync("first", ("a", "1"));

        var failed = await Assert.ThrowsAnyAsync<PipelineException>(() => RunAsync(Add(new TriggerSettings()), Pushes.Hash('a'), to: null));

        Assert.Equal("Commit aaaaaaa is not in the repository.", failed.Message);
    }

    public override async ValueTask DisposeAsync()
    {
        stores.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Project Add(TriggerSettings trigger) => stores.Projects.Add("shop", Url, "main", new ProjectSettings { Trigger = trigger }, "ann")!;

    private Task<TriggerVerdict> RunAsync(Project project, string from, string? to)
    {
        var git = new Git(Options, TimeProvider.System);
        return new DryRun(stores.Database, git, new CommitConfig(git)).OfCommitsAsync(project, "refs/heads/main", from, to, TestContext.Current.CancellationToken);
    }
}
