using Ci.Jobs.Projects.Config;
using FsCheck;
using FsCheck.Fluent;

namespace Ci.Jobs.Tests.Projects.Config;

/// <summary>A text that may be a <c>.ci.yml</c>.</summary>
public sealed record ConfigText(string Text);

/// <summary>Files of which many are right, and what is left of them after a few accidents.</summary>
public static class ConfigTexts
{
    private static readonly string[] Values =
    [
        "1", "60", "64", "2048", "4096", "0.5", "2", "3.5", "-1", "99999999999999", "true", "false", "yes", "null", "~", "", "''", "Dockerfile", "Command", "docker",
        "npm", "[npm, pip]", "[]", "{}", "[a, [b]]", "/health", "//evil", "200-399", "node:20", "web/app", "../x", "\"a\\tb\"", "{A: 1, B: x}", "{b c: 1}", "&a x", "*a", "!!str 1", "'open",
        "|\n    npm ci\n    npm test", ">\n    a\n    b", "\u00e9\ud83d\ude00", "a: b", "# none", "1e3", ".5", "0x10", "@", "[", "}", "%x", "\0", "\u2028", "\ud83d",
    ];

    private static readonly string[] Accidents = ["", "\t", "\n", "\r", ":", ": ", "- ", "---\n", "...", "\"", "'", "[", "}", "&", "*", "!", "\0", "\ud800", "\u0085", "?", "|", ",", "#"];

    private static readonly Gen<string> Line =
        from key in Gen.Elements<string>([.. ConfigKeys.All.Select(key => key.Name), "comand", "tags", "x y"])
        from value in Gen.Elements(Values)
        select $"  {key}: {value}\n";

    private static readonly Gen<string> Section =
        from name in Gen.Elements<string>([.. ConfigKeys.Sections, .. ConfigKeys.Sections, "branch", "version"])
        from lines in Gen.ListOf(Line)
        select $"{name}:\n{string.Concat(lines.Take(3))}";

    // One key with a value that fits it, so that many files are right.
    private static readonly Gen<string> Right =
        from key in Gen.Elements<ConfigKey>([.. ConfigKeys.All])
        from whole in Gen.Choose(0, 5000)
        from flag in Gen.Elements("true", "false")
        select $"{key.Section}:\n  {key.Name}: " + key.Kind switch
        {
            ConfigKind.Whole => whole.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ConfigKind.Number => $"{whole / 1000}.{whole % 10}",
            ConfigKind.Flag => flag,
            ConfigKind.Way => "Dockerfile",
            ConfigKind.Variables => $"{{V{whole}: {whole}}}",
            _ => Values[whole % Values.Length],
        } + "\n";

    private static readonly Gen<string> Document =
        from sections in Gen.ListOf(Section)
        from right in Right
        from more in Gen.Choose(0, 3)
        select right + string.Concat(sections.Take(more));

    private static readonly Gen<string> Damaged =
        from text in Document
        from at in Gen.Choose(0, text.Length)
        from length in Gen.Choose(0, 4)
        from put in Gen.Elements(Accidents)
        select text[..at] + put + text[Math.Min(text.Length, at + length)..];

    public static Arbitrary<ConfigText> Texts() => Gen.Frequency((3, Right), (4, Document), (3, Damaged)).Select(text => new ConfigText(text)).ToArbitrary();
}
