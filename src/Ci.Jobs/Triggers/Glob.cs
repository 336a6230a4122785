namespace Ci.Jobs.Triggers;

/// <summary>
/// A pattern taken apart: <c>*</c> and <c>?</c> stay within a part, <c>**</c> stands for any number of parts, <c>[a-z_]</c> and <c>[!a]</c>
/// for one character. A stranger may have written pattern and path, so the time never grows faster than the product of their lengths.
/// </summary>
internal sealed class Glob
{
    // Null stands for any number: of parts, and in a part of characters.
    private readonly List<Func<char, bool>?[]?> parts;

    private Glob(List<Func<char, bool>?[]?> parts) => this.parts = parts;

    /// <summary>Null when a bracket is open or empty.</summary>
    public static Glob? Parse(string pattern)
    {
        var read = new List<Func<char, bool>?[]?>();
        foreach (var part in pattern.Split('/'))
        {
            if (part == "**") read.Add(null);
            else if (Characters(part) is { } characters) read.Add(characters);
            else return null;
        }

        // What is below a folder is not the folder.
        if (read[^1] is null) read.Add([null]);
        return new Glob(read);
    }

    public bool IsMatch(string path) => Matches<Func<char, bool>?[], string>(parts.ToArray(), path.Split('/'), IsPart);

    private static bool IsPart(Func<char, bool>?[] part, string name) => Matches<Func<char, bool>, char>(part, name, (takes, c) => takes(c));

    // Only the last "any number" is ever made longer: what an earlier one could gain, the later one gains too.
    private static bool Matches<TWanted, TGiven>(ReadOnlySpan<TWanted?> wanted, ReadOnlySpan<TGiven> given, Func<TWanted, TGiven, bool> one)
        where TWanted : class
    {
        var (at, any, from) = (0, -1, 0);
        for (var next = 0; next < given.Length;)
        {
            if (at < wanted.Length && wanted[at] is null) (any, from) = (at++, next);
            else if (at < wanted.Length && one(wanted[at]!, given[next])) (at, next) = (at + 1, next + 1);
            else if (any >= 0) (at, next) = (any + 1, ++from);
            else return false;
        }

        while (at < wanted.Length && wanted[at] is null) at++;
        return at == wanted.Length;
    }

    private static Func<char, bool>?[]? Characters(string part)
    {
        var characters = new List<Func<char, bool>?>();
        for (var at = 0; at < part.Length; at++)
        {
            switch (part[at])
            {
                case '*':
                    characters.Add(null);
                    break;
                case '?':
                    characters.Add(_ => true);
                    break;
                case '[' when part.IndexOf(']', at) is var end and > 0 && Set(part[(at + 1)..end]) is { } set:
                    characters.Add(set);
                    at = end;
                    break;
                case '[' or ']':
                    return null;
                case var literal:
                    characters.Add(c => c == literal);
                    break;
            }
        }

        return [.. characters];
    }

    private static Func<char, bool>? Set(string text)
    {
        var negated = text.StartsWith('!');
        var ranges = new List<(char First, char Last)>();
        for (var at = negated ? 1 : 0; at < text.Length; at++)
        {
            var last = at + 2 < text.Length && text[at + 1] == '-' ? at + 2 : at;
            ranges.Add((text[at], text[last]));
            at = last;
        }

        return ranges.Count == 0 || ranges.Exists(range => range.First > range.Last || range.First == '[') ? null
            : c => ranges.Exists(range => range.First <= c && c <= range.Last) != negated;
    }
}
