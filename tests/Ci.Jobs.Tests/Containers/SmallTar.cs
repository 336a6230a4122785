using System.Formats.Tar;
using System.Text;

namespace Ci.Jobs.Tests.Containers;

/// <summary>Writes files as a tar in the form of a checkout; the docker client knows a context by its first block.</summary>
internal static class SmallTar
{
    public static Func<Stream, CancellationToken, Task> Of(params (string Name, string Text)[] files) => async (stream, stop) =>
    {
        await using var tar = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var (name, text) in files)
        {
            await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, name) { Mode = (UnixFileMode)0x1ED, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }, stop);
        }
    };
}
