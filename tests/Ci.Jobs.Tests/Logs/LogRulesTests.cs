using Ci.Jobs.Logs;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Logs;

public sealed class LogRulesTests
{
    [Theory]
    [InlineData("plain text\twith a tab", "plain text\twith a tab")]
    [InlineData("\u001b[1;32mgreen\u001b[0m", "\u001b[1;32mgreen\u001b[0m")]
    [InlineData("\u001b[38:2::10:20:30mtrue color\u001b[m", "\u001b[38:2::10:20:30mtrue color\u001b[m")]
    [InlineData("a\u001b[2Kb\u001b[10;20Hc\u001b[?25ld", "abcd")]
    [InlineData("a\u001b[31", "a")]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("\u001b]8;;http://bad.example/\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("\u001b]52;c;aGVsbG8=\u0007paste", "paste")]
    [InlineData("\u001b]0;no end of it", "0;no end of it")]
    [InlineData("\u009b31mred \u009d0;title\u009cafter", "\u001b[31mred after")]
    [InlineData("\u001bPq stuff\u001b\\x\u001bcy\u001b(Bz", "xyz")]
    [InlineData("a\u0000b\u0008c\u007fd\u0085e", "abcde")]
    [InlineData("safe\u202egnp.exe\u2066", "safe\\u202egnp.exe\\u2066")]
    [InlineData("10 %\r20 %\r30 %", "30 %")]
    [InlineData("10 %\r20 %\r", "20 %")]
    [InlineData("windows\r", "windows")]
    [InlineData("\r\r", "")]
    [InlineData("a\nb", "a b")]
    [InlineData("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>")]
    [InlineData("    indented", "    indented")]
    [InlineData("grüße 日本 🚀", "grüße 日本 🚀")]
    [InlineData("", "")]
    public void What_is_printed_becomes_harmless_text(string printed, string stored) => Assert.Equal(stored, LogRules.Clean(printed));

    [Property(MaxTest = 1000)]
    public void Nothing_but_colors_and_tabs_is_left_of_control_characters(string? text)
    {
        var clean = LogRules.Clean("\u001b[" + text + "\u001b]" + text);

        Assert.DoesNotContain(clean.Replace("\u001b[", "", StringComparison.Ordinal), c => (char.IsControl(c) && c != '\t') || c is >= '\u202a' and <= '\u202e');
        Assert.Equal(clean, LogRules.Clean(clean));
    }

    [Property(MaxTest = 200)]
    public void Pieces_put_together_are_the_line(string? text, byte times)
    {
        var line = string.Concat(Enumerable.Repeat((text ?? "") + "🚀abc", 1 + (times * 50)));

        var pieces = LogRules.Pieces(line).ToList();

        Assert.Equal(line, string.Concat(pieces));
        Assert.All(pieces, piece => Assert.True(piece.Length <= LogRules.PieceLength && !(piece.Length > 0 && char.IsHighSurrogate(piece[^1]) && char.IsLowSurrogate(line[^1]) && piece != pieces[^1])));
    }

    [Theory]
    [InlineData("Program.cs(3,5): error CS0103: The name 'x' does not exist")]
    [InlineData("src/main.ts:4:7 - error TS2304: Cannot find name 'x'.")]
    [InlineData("error[E0425]: cannot find value `x` in this scope")]
    [InlineData("error: no such file")]
    [InlineData("\u001b[31merror\u001b[0m: colored")]
    [InlineData("main.c:3:5: error: expected ';'")]
    [InlineData("npm ERR! code ELIFECYCLE")]
    [InlineData("npm error code E404")]
    [InlineData("fatal: repository not found")]
    [InlineData("panic: runtime error: index out of range")]
    [InlineData("Traceback (most recent call last):")]
    [InlineData("NameError: name 'x' is not defined")]
    [InlineData("Exception in thread \"main\" java.lang.Error")]
    [InlineData("[ERROR] Failed to execute goal")]
    [InlineData("--- FAIL: TestSum (0.00s)")]
    [InlineData("FAILED tests/test_a.py::test_sum")]
    [InlineData("make: *** [all] Error 2")]
    [InlineData("sh: 1: foo: not found")]
    [InlineData("BUILD FAILED in 3s")]
    public void A_line_that_tells_a_failure_is_an_error(string text) => Assert.True(LogRules.TellsAnError(text));

    [Theory]
    [InlineData("    0 Error(s)"), InlineData("0 errors, 2 warnings"), InlineData("Compiling error.ts"), InlineData("no errors found"), InlineData("Failed: 0, Passed: 12")]
    [InlineData("error: 0"), InlineData("Copying ErrorPage.cshtml"), InlineData("warning CS0168: unused"), InlineData("all good"), InlineData("")]
    public void A_line_that_only_names_errors_is_none(string text) => Assert.False(LogRules.TellsAnError(text));

    [Fact]
    public void The_first_error_is_looked_for_in_the_output_not_in_our_own_words()
    {
        LogLine[] lines = [Line(1, LogStream.Step, "error: step"), Line(2, LogStream.Out, "fine"), Line(3, LogStream.Err, "error: this"), Line(4, LogStream.Out, "error: later")];

        Assert.Equal(3, LogRules.FirstError(lines));
        Assert.Null(LogRules.FirstError(lines[..2]));
    }

    private static LogLine Line(int number, LogStream stream, string text) => new(number, DateTimeOffset.UnixEpoch, stream, text);
}
