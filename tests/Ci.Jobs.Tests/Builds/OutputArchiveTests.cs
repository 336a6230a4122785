using System.Formats.Tar;
using System.IO.Pipelines;
using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

public sealed class OutputArchiveTests
{
    private static readonly UnixFileMode[] Modes = [(UnixFileMode)0x1A4, (UnixFileMode)0x1ED, (UnixFileMode)0x180, (UnixFileMode)0x9ED];

    [Property(MaxTest = 100)]
    public async Task Names_modes_and_bytes_come_through(byte[][] contents, bool gnu)
    {
        var files = contents.Select((bytes, index) => (Name: NameOf(index), Mode: Modes[index % Modes.Length], Bytes: bytes ?? [])).ToList();
        TarEntry[] entries = [.. files.Select(file => gnu
            ? (TarEntry)new GnuTarEntry(TarEntryType.RegularFile, "./" + file.Name) { Mode = file.Mode, DataStream = new MemoryStream(file.Bytes) }
            : new PaxTarEntry(TarEntryType.RegularFile, "./" + file.Name) { Mode = file.Mode, DataStream = new MemoryStream(file.Bytes) })];

        var moved = await MoveAsync(entries);

        Assert.Equal(files.Select(file => ("app/" + file.Name, file.Mode)), moved.Select(entry => (entry.Name, entry.Mode)));
        Assert.All(files.Zip(moved), pair => Assert.Equal(pair.First.Bytes, Bytes(pair.Second)));
        Assert.All(moved, entry => Assert.Equal((0, 0), (entry.Uid, entry.Gid)));
    }

    [Fact]
    public async Task Directories_and_links_keep_their_kind()
    {
        var moved = await MoveAsync(
            new PaxTarEntry(TarEntryType.Directory, "./"),
            new PaxTarEntry(TarEntryType.Directory, "./lib/"),
            new PaxTarEntry(TarEntryType.RegularFile, "./lib/a.so.1") { DataStream = new MemoryStream([1]) },
            new PaxTarEntry(TarEntryType.SymbolicLink, "./lib/a.so") { LinkName = "a.so.1" },
            new PaxTarEntry(TarEntryType.SymbolicLink, "./sh") { LinkName = "/bin/sh" },
            new PaxTarEntry(TarEntryType.HardLink, "./copy") { LinkName = "./lib/a.so.1" });

        Assert.Equal(["app/", "app/lib/", "app/lib/a.so.1", "app/lib/a.so", "app/sh", "app/copy"], moved.Select(entry => entry.Name));
        Assert.Equal(["", "", "", "a.so.1", "/bin/sh", "app/lib/a.so.1"], moved.Select(entry => entry.LinkName));
        Assert.Equal(TarEntryType.HardLink, moved[^1].EntryType);
    }

    [Theory]
    [InlineData("../x"), InlineData("./a/../../x"), InlineData("/etc/passwd"), InlineData("..")]
    public async Task A_name_that_leads_outside_is_refused(string name)
    {
        var refused = await Assert.ThrowsAsync<PipelineException>(() => MoveAsync(new PaxTarEntry(TarEntryType.RegularFile, name)));

        Assert.Contains("points outside", refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refused.NextAction);
    }

    [Theory]
    [InlineData("/etc/passwd"), InlineData("../../etc/passwd")]
    public async Task A_hard_link_to_the_outside_is_refused(string target) => await Assert.ThrowsAsync<PipelineException>(() =>
        MoveAsync(new PaxTarEntry(TarEntryType.HardLink, "./a") { LinkName = target }));

    [Theory]
    [InlineData(TarEntryType.CharacterDevice), InlineData(TarEntryType.BlockDevice), InlineData(TarEntryType.Fifo)]
    public async Task A_device_is_refused(TarEntryType type)
    {
        var refused = await Assert.ThrowsAsync<PipelineException>(() => MoveAsync(new PaxTarEntry(type, "./dev")));

        Assert.Equal("The output holds ./dev, which is a device.", refused.Message);
    }

    [Fact]
    public async Task A_large_file_is_passed_on_while_it_comes()
    {
        const long Size = 48 << 20;
        var pipe = new Pipe();
        var given = new CountingStream(Stream.Null);
        var taken = new CountingStream(Stream.Null);
        var furthest = 0L;
        given.Moved = () => furthest = Math.Max(furthest, given.Count - taken.Count);
        var writing = Task.Run(async () =>
        {
            await using (var tar = new TarWriter(pipe.Writer.AsStream(leaveOpen: true)))
            {
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "./big") { DataStream = new SizedStream(new ZeroStream(given), Size) });
            }

            await pipe.Writer.CompleteAsync();
        });

        await OutputArchive.MoveAsync(pipe.Reader.AsStream(), taken, "app", TestContext.Current.CancellationToken);
        await writing;

        Assert.InRange(taken.Count, Size, Size + 100_000);
        Assert.InRange(furthest, 1, 4 << 20);
    }

    [Fact]
    public async Task A_cut_archive_fails()
    {
        var whole = await TarAsync(new PaxTarEntry(TarEntryType.RegularFile, "./a") { DataStream = new MemoryStream(new byte[5000]) });

        await Assert.ThrowsAnyAsync<IOException>(() => OutputArchive.MoveAsync(new MemoryStream(whole.ToArray()[..3000]), Stream.Null, "app", TestContext.Current.CancellationToken));
    }

    // Plain, below a folder, beyond the 100 bytes of an old tar's name, and beyond ASCII.
    private static string NameOf(int index) => (index % 4) switch
    {
        0 => $"f{index}",
        1 => $"d/e/f {index}",
        2 => $"{new string('l', 90)}/{new string('m', 120)}/{index}",
        _ => $"ü/日本-{index}",
    };

    private static async Task<List<TarEntry>> MoveAsync(params TarEntry[] entries)
    {
        var moved = new MemoryStream();
        await OutputArchive.MoveAsync(await TarAsync(entries), moved, "app", TestContext.Current.CancellationToken);
        moved.Position = 0;
        await using var reader = new TarReader(moved);
        var read = new List<TarEntry>();
        while (await reader.GetNextEntryAsync(copyData: true) is { } entry) read.Add(entry);
        return read;
    }

    private static async Task<MemoryStream> TarAsync(params TarEntry[] entries)
    {
        var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var entry in entries) await writer.WriteEntryAsync(entry);
        }

        tar.Position = 0;
        return tar;
    }

    private static byte[] Bytes(TarEntry entry)
    {
        using var bytes = new MemoryStream();
        entry.DataStream?.CopyTo(bytes);
        return bytes.ToArray();
    }
}
