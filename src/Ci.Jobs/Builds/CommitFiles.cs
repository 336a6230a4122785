using System.Globalization;
using System.Text;

namespace Ci.Jobs.Builds;

/// <summary>Finds single files of a commit and reads them into memory.</summary>
internal sealed class CommitFiles(GitCommand git)
{
    private const int MaxListing = 64 * 1024;

    /// <summary>What the commit holds under these paths; those it does not have are left out.</summary>
    public async Task<IReadOnlyList<CommitFile>> FindAsync(Checkout checkout, IReadOnlyList<string> paths, CancellationToken stop)
    {
        var listing = await ReadAsync(checkout, ["--literal-pathspecs", "ls-tree", "-z", "-l", "--full-tree", checkout.Commit, "--", .. paths], MaxListing, stop);
        return [.. Encoding.UTF8.GetString(listing).Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(Entry)];
    }

    /// <summary>The file's bytes, no more than one above <paramref name="maxBytes"/>.</summary>
    public Task<byte[]> ReadAsync(Checkout checkout, CommitFile file, int maxBytes, CancellationToken stop) =>
        ReadAsync(checkout, ["cat-file", "blob", file.Id], maxBytes + 1, stop);

    // "100644 blob 8c7e5a667f1b771847fe88c01c3de34413a1b220      16\tweb/.ci.yml"
    private static CommitFile Entry(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        var parts = line[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(line[(tab + 1)..], parts[0], parts[2], long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0);
    }

    private async Task<byte[]> ReadAsync(Checkout checkout, IReadOnlyList<string> arguments, int maxBytes, CancellationToken stop)
    {
        var kept = new MemoryStream();
        var (exit, errors) = await git.RunAsync(new(checkout.MirrorPath, GitCall.Read, arguments) { Output = KeepAsync }, stop);
        if (exit == 0) return kept.ToArray();
        Mirror.MarkDamaged(checkout.MirrorPath);
        throw GitRules.Unexplained(errors);

        // The rest is read and dropped so that git can end.
        async Task KeepAsync(Stream output, CancellationToken token)
        {
            var buffer = new byte[16 * 1024];
            while (await output.ReadAsync(buffer, token) is var count and > 0)
                kept.Write(buffer, 0, Math.Min(count, maxBytes - (int)kept.Length));
        }
    }
}
