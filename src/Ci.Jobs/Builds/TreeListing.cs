using System.Globalization;
using System.Text;

namespace Ci.Jobs.Builds;

/// <summary>
/// Goes through <c>git ls-tree -r -t -z -l</c> before a commit is unpacked anywhere, and refuses what would not fit or would leave its
/// place: git stores whatever names a hostile client has written.
/// </summary>
internal sealed class TreeListing(long maxBytes, int maxEntries)
{
    private const int MaxEntryLength = 8 * 1024;
    private readonly List<byte> _entry = [];
    private long _bytes;
    private int _entries;

    public async Task ReadAsync(Stream listing, CancellationToken stop)
    {
        var buffer = new byte[64 * 1024];
        while (await listing.ReadAsync(buffer, stop) is var count and > 0)
            for (var i = 0; i < count; i++)
                if (buffer[i] == 0) EndEntry();
                else if (_entry.Count < MaxEntryLength) _entry.Add(buffer[i]);
                else throw Refused($"A path in the commit is longer than {MaxEntryLength} bytes.");
    }

    // <mode> SP <type> SP <object> SP+ <size or -> TAB <path>
    private void EndEntry()
    {
        var text = Encoding.UTF8.GetString([.. _entry]);
        _entry.Clear();
        var tab = text.IndexOf('\t', StringComparison.Ordinal);
        var path = text[(tab + 1)..];
        if (path.Split('/').Any(part => part is "" or "." or ".." || part.Equals(".git", StringComparison.OrdinalIgnoreCase)))
            throw Refused($"Path \"{path}\" in the commit leads out of the source tree.");
        if (++_entries > maxEntries) throw Refused($"The commit has more than {maxEntries} files and directories.");
        if (long.TryParse(text.AsSpan(text.LastIndexOf(' ', tab) + 1, tab - text.LastIndexOf(' ', tab) - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var size)) _bytes += size;
        if (_bytes > maxBytes) throw Refused($"The commit's files are larger than {maxBytes >> 20} MiB together.");
    }

    private static GitException Refused(string reason) => new(GitFailure.TooLarge, reason, "Remove them from the commit or build a subdirectory.");
}
