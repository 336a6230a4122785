using System.Text.RegularExpressions;

namespace Ci.Jobs.Logs;

public static partial class LogRules
{
    /// <summary>
    /// Number of the first line in which a compiler, package tool, test runner or runtime says that something failed; null when no
    /// line says so. Words alone do not count: "0 errors" and "error.ts compiled" are no errors.
    /// </summary>
    public static int? FirstError(IEnumerable<LogLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return lines.FirstOrDefault(line => line.Stream is LogStream.Out or LogStream.Err && TellsAnError(line.Text))?.Number;
    }

    /// <summary>Whether a line says that something failed.</summary>
    public static bool TellsAnError(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = WithoutColors(text);
        return plain.Length <= PieceLength && ErrorSaid().IsMatch(plain) && !NoError().IsMatch(plain);
    }

    /// <summary>The text as it reads.</summary>
    public static string WithoutColors(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains(Escape, StringComparison.Ordinal) ? Color().Replace(text, "") : text;
    }

    [GeneratedRegex(@"\u001b\[[0-9;:]*m", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Color();

    // By line: prefixes of tools (error:, fatal:, panic:, E:), codes (error CS0103, error[E0425], TS2304), tags ([ERROR], npm ERR!),
    // runtimes (Traceback, Exception in thread, Unhandled exception, NameError: …), build and test verdicts.
    [GeneratedRegex(
        """
        (?x)
          ^\s*(error|fatal|fatal\s+error|panic|err|E)\s*:
        | (^|[\s:)\]])(fatal\s+)?error(\s[A-Z]{1,6}\d{1,6}|\[E\d+\])?\s*:\s
        | (^|\s)\[(error|fatal)\]
        | ^(npm|pnpm|yarn)\s+(ERR!|error)
        | ^Traceback\s\(most\srecent\scall\slast\)
        | ^Exception\sin\sthread
        | ^Unhandled\s[Ee]xception
        | ^[\w.]*(Error|Exception):\s
        | ^\s*(FAIL|FAILED|---\sFAIL)[:\s]
        | ^\s*[×✗✘✖]\s
        | ^(BUILD\sFAILED|FAILURE:|BUILD\sFAILURE)
        | ^make(\[\d+\])?:\s\*\*\*
        | (:\snot\sfound|command\snot\sfound|No\ssuch\sfile\sor\sdirectory|Permission\sdenied)\s*$
        | ^ERROR(\s|:)
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex ErrorSaid();

    [GeneratedRegex(@"\b(0|no|without)\s+errors?\b|\b(errors?|failed|failures?)\s*[:=]\s*0\b", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NoError();
}
