using System.Text;
using System.Text.RegularExpressions;

namespace Ci.Jobs.Builds;

/// <summary>
/// Reads what git says on its error stream, by lines. A server can send anything there, so lines and their number are bounded;
/// the percentages that git writes over each other are left out, except the last.
/// </summary>
internal sealed partial class GitOutput(Action<string> line)
{
    private const int MaxLine = 1000;
    private const int KeptLines = 40;
    private readonly Queue<string> _last = new();
    private readonly StringBuilder _current = new();

    /// <summary>The last lines, without those that the server (not git) wrote.</summary>
    public string Last => string.Join('\n', _last.Where(text => !text.StartsWith("remote:", StringComparison.Ordinal)));

    public async Task ReadAsync(Stream source, CancellationToken stop)
    {
        using var reader = new StreamReader(source, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, stop) is var count and > 0)
            foreach (var c in buffer.AsSpan(0, count)) Take(c);
        Take('\n');
    }

    private void Take(char c)
    {
        if (c is not ('\n' or '\r'))
        {
            if (_current.Length < MaxLine) _current.Append(c);
            return;
        }
        var text = _current.ToString().TrimEnd();
        _current.Clear();
        if (text.Length == 0 || Percentage().IsMatch(text)) return;
        if (_last.Count == KeptLines) _last.Dequeue();
        _last.Enqueue(text);
        line(text);
    }

    // "Receiving objects:  42% (5/12), 1.2 MiB | 3 MiB/s" and "remote: Enumerating objects: 5", but not their last form, which ends in "done."
    [GeneratedRegex(@"\A(remote: )?[A-Za-z ]+:\s+\d+(%(?!.*done\.)|\z)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Percentage();
}
