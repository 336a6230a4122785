using System.Text;
using Ci.Jobs.Logs;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Logs;

public sealed class RedactorTests
{
    private const string Secret = "p@ss w\"örd/+1";
    private readonly Redactor redactor = new([Secret, "abc", "one\nsecond line\n"]);

    public static TheoryData<string> Forms =>
    [
        Secret,
        Uri.EscapeDataString(Secret),
        "p%40ss%20w%22%c3%b6rd%2f%2b1",
        "p%40ss+w%22%C3%B6rd%2F%2B1",
        System.Text.Json.JsonSerializer.Serialize(Secret)[1..^1],
        "p@ss w\\\"örd/+1",
        Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)),
    ];

    [Theory, MemberData(nameof(Forms))]
    public void A_secret_is_taken_out_in_every_form(string form) => Assert.Equal("key=***;", redactor.Redact($"key={form};"));

    [Theory, InlineData(""), InlineData("a"), InlineData("ab"), InlineData("abc"), InlineData("user:")]
    public void A_secret_is_taken_out_of_base64_wherever_it_starts(string before)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + "tail"));

        var clean = redactor.Redact(text);

        Assert.Contains("***", clean, StringComparison.Ordinal);
        Assert.True(clean.Length < text.Length - Secret.Length, clean);
    }

    [Fact]
    public void Short_values_stay_and_lines_of_a_long_one_go()
    {
        Assert.Equal("abc one", redactor.Redact("abc one"));
        Assert.Equal("> ***", redactor.Redact("> second line"));
    }

    [Fact]
    public void Overlapping_secrets_leave_nothing_behind() =>
        Assert.Equal("x***y", new Redactor(["abcd", "bcdefg", "fghi"]).Redact("xabcdefghiy"));

    [Fact]
    public void A_line_without_secrets_is_the_same_instance()
    {
        var line = new string('x', 40);

        Assert.Same(line, redactor.Redact(line));
        Assert.Same(line, new Redactor([]).Redact(line));
    }

    [Property(MaxTest = 300)]
    public void No_secret_survives(string? before, string? secret, string? after)
    {
        if (secret is null || secret.Length < 4 || secret.AsSpan().ContainsAny('\n', '*')) return;

        Assert.DoesNotContain(secret, new Redactor([secret]).Redact(before + secret + after + secret), StringComparison.Ordinal);
    }
}
