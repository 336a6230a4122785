using System.Formats.Tar;
using Ci.Jobs.Pipeline;

namespace Ci.Jobs.Builds;

/// <summary>Passes a build's output on under another directory, entry by entry, and refuses what would leave it.</summary>
internal static class OutputArchive
{
    private const int MaxEntries = 500_000;
    private const long MaxBytes = 8L << 30;

    /// <summary>Copies a tar whose names start with <c>./</c> into one whose names start with <paramref name="directory"/>.</summary>
    /// <exception cref="PipelineException">An entry is not safe, or there are too many.</exception>
    public static async Task MoveAsync(Stream source, Stream destination, string directory, CancellationToken stop)
    {
        await using var reader = new TarReader(source, leaveOpen: true);
        await using var writer = new TarWriter(destination, TarEntryFormat.Pax, leaveOpen: true);
        var entries = 0;
        var bytes = 0L;
        while (await reader.GetNextEntryAsync(copyData: false, stop) is { } entry)
        {
            bytes += entry.Length;
            if (++entries > MaxEntries || bytes > MaxBytes)
            {
                throw Refused($"The output is larger than {MaxEntries} files or {MaxBytes >> 30} GB.");
            }

            if (entry.EntryType is TarEntryType.CharacterDevice or TarEntryType.BlockDevice or TarEntryType.Fifo) throw Refused($"The output holds {entry.Name}, which is a device.");
            await writer.WriteEntryAsync(Moved(entry, directory), stop);
        }
    }

    private static PaxTarEntry Moved(TarEntry entry, string directory)
    {
        var type = entry.EntryType is TarEntryType.V7RegularFile or TarEntryType.ContiguousFile ? TarEntryType.RegularFile : entry.EntryType;
        var moved = new PaxTarEntry(type, Name(entry.Name, directory)) { Mode = entry.Mode, ModificationTime = entry.ModificationTime, Uid = 0, Gid = 0 };
        if (type == TarEntryType.SymbolicLink) moved.LinkName = entry.LinkName;
        if (type == TarEntryType.HardLink) moved.LinkName = Name(entry.LinkName, directory);
        if (type == TarEntryType.RegularFile && entry.DataStream is { } data) moved.DataStream = new SizedStream(data, entry.Length);
        return moved;
    }

    private static string Name(string name, string directory)
    {
        if (name.StartsWith('/') || name.Split('/').Contains("..", StringComparer.Ordinal)) throw Refused($"The output holds {name}, which points outside.");
        var inside = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name == "." ? "" : name;
        return $"{directory}/{inside}";
    }

    private static PipelineException Refused(string reason) => new(reason, "Check the output directory in the project's settings.");
}
