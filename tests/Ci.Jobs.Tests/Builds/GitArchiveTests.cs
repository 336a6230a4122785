using System.Formats.Tar;
using Ci.Jobs.Builds;
using CliWrap;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

public sealed class GitArchiveTests : GitScene
{
    [Fact]
    public async Task Files_modes_and_links_arrive_as_committed_and_owned_by_root()
    {
        File.CreateSymbolicLink(Path.Combine(Shop.WorkTree, "link"), "/etc/shadow");
        await CommitAsync("one", ("run.sh", "#!/bin/sh\n"), ("src/a.txt", "a"));
        await Shop.GitAsync("update-index", "--chmod=+x", "run.sh");
        await Shop.GitAsync("commit", "--quiet", "-m", "executable");
        await Shop.PushAsync();

        var entries = await ArchiveAsync(await FetchAsync());

        Assert.Equal(["link", "run.sh", "src/", "src/a.txt"], entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.All(entries, e => Assert.Equal((0, 0), (e.Uid, e.Gid)));
        Assert.Equal("/etc/shadow", entries.Single(e => e.Name == "link").LinkName);
        Assert.Equal("755", Convert.ToString((int)entries.Single(e => e.Name == "run.sh").Mode, 8));
        Assert.Equal("644", Convert.ToString((int)entries.Single(e => e.Name == "src/a.txt").Mode, 8));
    }

    [Fact]
    public async Task Attributes_neither_leave_files_out_nor_rewrite_them_nor_run_filters()
    {
        var proof = Path.Combine(Options.DataDirectory, "ran");
        await CommitAsync("one",
            (".gitattributes", "secret.txt export-ignore\nsub export-ignore\nversion.txt export-subst\n*.bin filter=evil\n[attr]hide export-ignore\nhidden.txt hide\n"),
            ("secret.txt", "s"), ("sub/x.txt", "x"), ("sub/.gitattributes", "x.txt export-ignore\n"), ("version.txt", "$Format:%H$"), ("a.bin", "raw"), ("hidden.txt", "h"));
        var checkout = await FetchAsync();
        await Shop.GitAsync("config", "filter.evil.smudge", "touch " + proof);

        var entries = await ArchiveAsync(checkout);

        Assert.Equal([".gitattributes", "a.bin", "hidden.txt", "secret.txt", "sub/", "sub/.gitattributes", "sub/x.txt", "version.txt"], entries.Select(e => e.Name).Order(StringComparer.Ordinal));
        Assert.Equal("$Format:%H$", Text(entries.Single(e => e.Name == "version.txt")));
        Assert.False(File.Exists(proof));
    }

    [Fact]
    public async Task A_subdirectory_becomes_the_root()
    {
        await CommitAsync("one", ("a.txt", "a"), ("src/web/b.txt", "b"));
        var checkout = await FetchAsync();

        Assert.Equal(["b.txt"], (await ArchiveAsync(checkout, "src/web/")).Select(e => e.Name));
        foreach (var wrong in new[] { "src/api", "a.txt", "../x", "/etc", "--remote=x", "src/web^{tree}" })
            Assert.Equal(GitFailure.NotAllowed, (await Assert.ThrowsAsync<GitException>(() => ArchiveAsync(checkout, wrong))).Failure);
    }

    [Fact]
    public async Task Too_many_or_too_large_files_are_refused_before_the_first_byte()
    {
        await CommitAsync("one", ("a.txt", "aaaaaaaaaa"), ("b/c.txt", "c"));
        var checkout = await FetchAsync();
        var destination = new MemoryStream();

        foreach (var limits in new[] { Options with { MaxArchiveEntries = 2 }, Options with { MaxArchiveBytes = 10 } })
        {
            var failed = await Assert.ThrowsAsync<GitException>(() =>
                new Git(limits, TimeProvider.System).WriteArchiveAsync(checkout, null, destination, TestContext.Current.CancellationToken));
            Assert.Equal(GitFailure.TooLarge, failed.Failure);
        }
        Assert.Equal(0, destination.Length);
    }

    [Fact]
    public async Task A_tree_with_a_name_that_leads_out_is_refused_and_named()
    {
        await CommitAsync("one", ("a.txt", "a"));
        var blob = await Shop.GitAsync("rev-parse", "HEAD:a.txt");
        var inner = await TreeAsync("100644 evil\0", blob);
        var outer = await TreeAsync("40000 ..\0", inner);
        await Shop.PushAsync(await Shop.GitAsync("commit-tree", outer, "-m", "evil") + ":refs/heads/main", force: true);

        var failed = await Assert.ThrowsAsync<GitException>(async () => await ArchiveAsync(await FetchAsync()));

        Assert.Contains("\"..\"", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destination_that_breaks_ends_git_and_is_told()
    {
        await CommitAsync("one", ("a.txt", new string('a', 1 << 20)));
        var checkout = await FetchAsync();

        await Assert.ThrowsAsync<NotSupportedException>(() =>
            new Git(Options, TimeProvider.System).WriteArchiveAsync(checkout, null, new MemoryStream(new byte[10]), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_mirror_that_lost_a_file_fails_once_and_is_then_fetched_again()
    {
        await CommitAsync("one", ("a.txt", "a"));
        var checkout = await FetchAsync();
        var blob = await Shop.GitAsync("rev-parse", "HEAD:a.txt");
        var lost = Path.Combine(checkout.MirrorPath, "objects", blob[..2], blob[2..]);
        Assert.True(File.Exists(lost));
        File.Delete(lost);

        await Assert.ThrowsAsync<GitException>(() => ArchiveAsync(checkout));

        Assert.Single(await ArchiveAsync(await FetchAsync()));
    }

    private async Task<List<TarEntry>> ArchiveAsync(Checkout checkout, string? subdirectory = null)
    {
        var tar = new MemoryStream();
        await new Git(Options, TimeProvider.System).WriteArchiveAsync(checkout, subdirectory, tar, TestContext.Current.CancellationToken);
        tar.Position = 0;
        var entries = new List<TarEntry>();
        using var reader = new TarReader(tar);
        while (await reader.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
            if (entry.EntryType != TarEntryType.GlobalExtendedAttributes) entries.Add(entry);
        return entries;
    }

    private static string Text(TarEntry entry) => new StreamReader(entry.DataStream!).ReadToEnd();

    private async Task<string> TreeAsync(string head, string id)
    {
        var tree = new StringWriter();
        await Cli.Wrap("git").WithArguments(["-C", Shop.WorkTree, "hash-object", "-t", "tree", "-w", "--literally", "--stdin"])
            .WithStandardInputPipe(PipeSource.FromBytes([.. System.Text.Encoding.ASCII.GetBytes(head), .. Convert.FromHexString(id)]))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(tree.Write)).ExecuteAsync(TestContext.Current.CancellationToken);
        return tree.ToString().Trim();
    }
}
