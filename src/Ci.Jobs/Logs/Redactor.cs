using System.Buffers;
using System.Text;

namespace Ci.Jobs.Logs;

/// <summary>
/// Takes secret values out of text, in every form in which tools print them. Values of less than four characters are left: they would
/// take out half the log. Of a value with several lines each line counts by itself. Immutable; safe for concurrent use.
/// </summary>
public sealed class Redactor
{
    private const string Stars = "***";
    private readonly string[] forms;
    private readonly SearchValues<string>? any;

    public Redactor(IEnumerable<string> secrets)
    {
        forms = [.. secrets.SelectMany(SecretForms.Of).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
        any = forms.Length == 0 ? null : SearchValues.Create(forms, StringComparison.Ordinal);
    }

    /// <summary>The line with <c>***</c> in the place of every secret; the same instance when there is none.</summary>
    public string Redact(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (any is null) return line;
        var start = line.AsSpan().IndexOfAny(any);
        if (start < 0) return line;
        var clean = new StringBuilder(line.Length);
        var done = 0;
        while (start >= 0)
        {
            var end = EndOf(line, start);
            clean.Append(line, done, start - done).Append(Stars);
            done = end;
            var next = line.AsSpan(done).IndexOfAny(any);
            start = next < 0 ? -1 : done + next;
        }

        return clean.Append(line, done, line.Length - done).ToString();
    }

    // Secrets may overlap: what is covered goes on as long as another form starts before its end.
    private int EndOf(string line, int start)
    {
        var end = start;
        for (var at = start; at == start || at < end; at++)
        {
            foreach (var form in forms)
            {
                if (string.CompareOrdinal(line, at, form, 0, form.Length) != 0) continue;
                end = Math.Max(end, at + form.Length);
                break;
            }
        }

        return end;
    }
}
