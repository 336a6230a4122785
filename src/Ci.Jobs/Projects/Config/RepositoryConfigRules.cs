using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ci.Jobs.Projects.Config;

/// <summary>
/// Reads the configuration that a repository carries. It has the sections and names of <see cref="ProjectSettings"/>' JSON, counts for the
/// commit it is part of, and may ask for no more than the project allows: whoever can push can write it.
/// </summary>
public static class RepositoryConfigRules
{
    public const string FileName = ".ci.yml";

    /// <summary>Most bytes of UTF-8 a file may have.</summary>
    public const int MaxBytes = 64 * 1024;

    private const int MaxErrors = 20;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What is left of these would be read differently by people, editors and parsers; a NUL would end the text.
    private static readonly SearchValues<char> Refused = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')), '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF']);

    /// <summary>Lays a file's text over the settings of its project. Gives errors for whatever it is handed, never throws.</summary>
    public static AppliedConfig Apply(string text, ProjectSettings project) => Read(text, project, limited: true);

    /// <summary>Checks a file whose project is not known: all but the project's limits.</summary>
    public static AppliedConfig Check(string text) => Read(text, new ProjectSettings(), limited: false);

    /// <summary>The text of a file; null when it is not UTF-8.</summary>
    public static string? Decode(ReadOnlySpan<byte> file)
    {
        try
        {
            return Utf8.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static AppliedConfig Read(string text, ProjectSettings project, bool limited)
    {
        text = text.StartsWith('\uFEFF') ? text[1..] : text;
        if (Unreadable(text) is { } unreadable) return new(project, [], [unreadable]);
        var overlay = new ConfigOverlay(project, limited);
        var root = ConfigYaml.Read(text, out var broken);
        if (broken.Count > 0) overlay.Errors.AddRange(broken);
        else if (root is ConfigNode.Map map) overlay.Lay(map);
        else if (root is not null and not ConfigNode.Scalar { IsNull: true }) overlay.Errors.Add(root.Error($"the file must have sections such as \"build:\", use {string.Join(", ", ConfigKeys.Sections)}."));
        return Ordered(text, overlay.Result);
    }

    private static ConfigError? Unreadable(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > MaxBytes) return new(1, 1, string.Create(CultureInfo.InvariantCulture, $"the file is larger than {MaxBytes / 1024} KB: put long commands into a script of the repository."));
        var at = text.AsSpan().IndexOfAny(Refused);
        if (at < 0) at = LoneSurrogate(text);
        if (at < 0) return null;
        var lines = Lines(text[..at]);
        return new(lines.Length, lines[^1].Length + 1, string.Create(CultureInfo.InvariantCulture, $"the file contains the control character U+{(int)text[at]:X4}: remove it."));
    }

    private static int LoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return i;
            i++;
        }

        return -1;
    }

    // The parser places what is missing at the end one line after the last.
    private static AppliedConfig Ordered(string text, AppliedConfig applied)
    {
        if (applied.Errors.Count == 0) return applied;
        var lines = Lines(text);
        return applied with { Errors = [.. applied.Errors.Select(Inside).OrderBy(error => error.Line).ThenBy(error => error.Column).Take(MaxErrors)], Unlisted = Math.Max(0, applied.Errors.Count - MaxErrors) };

        ConfigError Inside(ConfigError error)
        {
            var line = Math.Clamp(error.Line, 1, lines.Length);
            return error with { Line = line, Column = line < error.Line ? lines[line - 1].Length + 1 : Math.Clamp(error.Column, 1, lines[line - 1].Length + 1) };
        }
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
