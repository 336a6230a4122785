using Ci.Jobs.Builds;
using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Tests.Storage;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

/// <summary>Commits of a real repository, read out of its mirror into a build's row.</summary>
public sealed class CommitConfigTests : GitScene
{
    private readonly StoreScene stores = new();
    private readonly List<string> told = [];

    [Fact]
    public async Task A_commit_says_how_it_is_built_and_the_row_keeps_both_settings()
    {
        await CommitAsync("one", (".ci.yml", "build:\n  command: make\n  memoryMegabytes: 512\nhealth:\n  path: /health\n"));

        var build = await LayOverAsync(NewBuild());

        Assert.Equal(("make", 512, "/health"), (build.Settings.Build.Command, build.Settings.Build.MemoryMegabytes, build.Settings.Health.Path));
        Assert.Equal(("old", 2048, "/"), (build.ProjectSettings!.Build.Command, build.ProjectSettings.Build.MemoryMegabytes, build.ProjectSettings.Health.Path));
        Assert.Equal([".ci.yml sets build.command, build.memoryMegabytes, health.path."], told);
    }

    [Theory]
    [InlineData("", "root")]
    [InlineData(".", "root")]
    [InlineData("web", "web")]
    [InlineData("web/", "web")]
    [InlineData("web/app", "app")]
    [InlineData("api", "root")]
    [InlineData("none", "root")]
    [InlineData("file", "root")]
    [InlineData(":(glob)**", "root")]
    [InlineData("*", "root")]
    public async Task The_file_of_the_projects_directory_wins_over_the_roots(string directory, string command)
    {
        await CommitAsync("one", (".ci.yml", "build:\n  command: root\n"), ("web/.ci.yml", "build:\n  command: web\n"), ("web/app/.ci.yml", "build:\n  command: app\n"), ("api/x", ""), ("file", ""));

        Assert.Equal(command, (await LayOverAsync(NewBuild(new BuildSettings { Directory = directory }))).Settings.Build.Command);
    }

    [Theory]
    [InlineData("readme", null)]
    [InlineData(".ci.yaml", ".ci.yaml is not read: its name must be .ci.yml.")]
    [InlineData("web/.ci.yaml", "web/.ci.yaml is not read: its name must be .ci.yml.")]
    [InlineData("other/.ci.yml", null)]
    public async Task Without_a_file_the_projects_settings_count(string file, string? note)
    {
        await CommitAsync("one", (file, "build:\n  command: new\n"));

        var build = await LayOverAsync(NewBuild(new BuildSettings { Directory = "web" }));

        Assert.Equal("old", build.Settings.Build.Command);
        Assert.Null(build.ProjectSettings);
        Assert.Equal(note is null ? [] : [note], told);
    }

    [Fact]
    public async Task Errors_that_are_too_many_to_list_are_counted_all_the_same()
    {
        await CommitAsync("one", (".ci.yml", string.Concat(Enumerable.Range(10, 30).Select(i => $"k{i}: 1\n"))));
        var build = NewBuild();

        var failed = await Assert.ThrowsAsync<PipelineException>(() => LayOverAsync(build));

        Assert.EndsWith(" There are 29 more errors; the log has the first 20.", failed.Message, StringComparison.Ordinal);
        Assert.Equal(20, told.Count);
    }

    [Fact]
    public async Task A_wrong_file_fails_with_the_first_error_and_logs_them_all()
    {
        await CommitAsync("one", (".ci.yml", "build:\n  comand: make\n  cpus: 64\nrun:\n  port: x\n"));
        var build = NewBuild();

        var failed = await Assert.ThrowsAsync<PipelineException>(() => LayOverAsync(build));

        Assert.Equal(".ci.yml line 2, column 3: there is no key \"comand\" in build: did you mean \"command\"? 2 more errors are in the log.", failed.Message);
        Assert.Equal("Correct .ci.yml in the repository and push again.", failed.NextAction);
        Assert.Equal(3, told.Count);
        Assert.StartsWith(".ci.yml line 3, column 9: build.cpus is 64, and the project allows 2 processors", told[1], StringComparison.Ordinal);
        Assert.Equal("old", stores.Builds.Find(build.Id)!.Settings.Build.Command);
    }

    [Fact]
    public async Task What_is_no_file_is_refused()
    {
        await CommitAsync("one", ("real.yml", "build:\n  command: make\n"));
        File.CreateSymbolicLink(Path.Combine(Shop.WorkTree, ".ci.yml"), "/etc/passwd");
        await CommitAsync("link");
        Assert.Equal(".ci.yml is a symbolic link, not a file.", await FailedAsync());

        File.Delete(Path.Combine(Shop.WorkTree, ".ci.yml"));
        await CommitAsync("folder", (".ci.yml/x", "build:\n"));
        Assert.Equal(".ci.yml is a directory, not a file.", await FailedAsync());

        Directory.Delete(Path.Combine(Shop.WorkTree, ".ci.yml"), recursive: true);
        await Shop.GitAsync("add", "--all");
        await Shop.GitAsync("update-index", "--add", "--cacheinfo", $"160000,{await Shop.GitAsync("rev-parse", "HEAD")},.ci.yml");
        await Shop.GitAsync("commit", "--quiet", "-m", "submodule");
        await Shop.PushAsync(force: true);
        Assert.Equal(".ci.yml is a submodule, not a file.", await FailedAsync());
    }

    [Fact]
    public async Task A_file_too_large_or_of_no_text_is_refused()
    {
        await CommitAsync("large", (".ci.yml", "#" + new string('x', 1 << 20)));
        Assert.Equal(".ci.yml is larger than 64 KB.", await FailedAsync());

        await File.WriteAllBytesAsync(Path.Combine(Shop.WorkTree, ".ci.yml"), [.. "build:\n  command: "u8, 0xC3, 0x28], TestContext.Current.CancellationToken);
        await CommitAsync("binary");
        Assert.Equal(".ci.yml is not UTF-8 text.", await FailedAsync());
    }

    [Fact]
    public async Task A_second_attempt_starts_from_the_projects_settings_again()
    {
        var build = NewBuild();
        await CommitAsync("one", (".ci.yml", "build:\n  directory: web\n  memoryMegabytes: 512\n  environment:\n    A: 1\n"), ("web/.ci.yml", "build:\n  command: never\n"));
        build = await LayOverAsync(build);

        var again = await LayOverAsync(build);
        Assert.Equal(("old", 512, "web"), (again.Settings.Build.Command, again.Settings.Build.MemoryMegabytes, again.Settings.Build.Directory));

        await CommitAsync("two", (".ci.yml", "build:\n  memoryMegabytes: 1024\n"));
        var other = await LayOverAsync(again);
        Assert.Equal((1024, "", 0), (other.Settings.Build.MemoryMegabytes, other.Settings.Build.Directory, other.Settings.Build.Environment.Count));

        await Shop.GitAsync("rm", "--quiet", ".ci.yml");
        await CommitAsync("three");
        Assert.Equal(2048, (await LayOverAsync(other)).Settings.Build.MemoryMegabytes);
    }

    [Fact]
    public void A_driver_that_lost_the_lease_changes_no_settings()
    {
        var first = NewBuild();
        stores.Builds.Claim(first, "living");

        Assert.Throws<LeaseLostException>(() => stores.Builds.SaveSettings(first, new ProjectSettings()));
        Assert.Equal("old", stores.Builds.Find(first.Id)!.Settings.Build.Command);
    }

    [Fact]
    public async Task A_file_is_read_up_to_the_byte_after_the_limit()
    {
        await CommitAsync("one", ("a", new string('a', 100_000)));
        var git = new Git(Options, TimeProvider.System);
        var checkout = await FetchAsync();

        var file = Assert.Single(await git.FindFilesAsync(checkout, ["a", "b"], TestContext.Current.CancellationToken));

        Assert.Equal(("a", 100_000L, null), (file.Path, file.Bytes, file.Instead));
        Assert.Equal(11, (await git.ReadFileAsync(checkout, file, 10, TestContext.Current.CancellationToken)).Length);
        Assert.Equal(100_000, (await git.ReadFileAsync(checkout, file, 200_000, TestContext.Current.CancellationToken)).Length);
    }

    public override async ValueTask DisposeAsync()
    {
        stores.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Build NewBuild(BuildSettings? build = null)
    {
        var settings = new ProjectSettings { Build = (build ?? new BuildSettings()) with { Image = "node:20", Command = "old" }, Run = new RunSettings { Image = "node:20" } };
        var project = stores.Projects.Add("shop", Url, "main", settings, "ann")!;
        return stores.Builds.Claim(stores.AddBuild(project), "driver")!;
    }

    private async Task<Build> LayOverAsync(Build build)
    {
        told.Clear();
        using var log = new LogFolder(stores.Data, TimeProvider.System).Append(new LogKey(build.Project, LogKind.Build, build.Number));
        var from = log.Lines;
        var run = new BuildRun(build, stores.Builds, log, TimeProvider.System);
        try
        {
            await new CommitConfig(new Git(Options, TimeProvider.System)).LayOverAsync(run, await FetchAsync(), TestContext.Current.CancellationToken);
            Assert.Equivalent(stores.Builds.Find(build.Id), run.Build, strict: true);
            return run.Build;
        }
        finally
        {
            log.Flush();
            told.AddRange(new LogFolder(stores.Data, TimeProvider.System).Read(new LogKey(build.Project, LogKind.Build, build.Number), from, 100).Select(line => line.Text));
        }
    }

    private async Task<string> FailedAsync()
    {
        if (stores.Projects.Find("shop") is { } old) stores.Projects.Remove(old);
        return (await Assert.ThrowsAsync<PipelineException>(() => LayOverAsync(NewBuild()))).Message;
    }
}
