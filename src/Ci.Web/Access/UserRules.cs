using System.Text.RegularExpressions;

namespace Ci.Web.Access;

/// <summary>Checks what people enter for an account. Null when the value is right, else one sentence about it.</summary>
internal static partial class UserRules
{
    public const int LeastPassword = 12;
    private const int MostPassword = 200;

    public static string? Name(string? name) => UserName().IsMatch(name ?? "")
        ? null
        : "The user name needs 1 to 40 letters, digits, dots, dashes or underscores and begins with a letter or digit.";

    public static string? Password(string? password, string? name) =>
        (password ?? "").Length < LeastPassword ? $"The password has {(password ?? "").Length} characters: use at least {LeastPassword}."
        : password!.Length > MostPassword ? $"The password has {password.Length} characters: use at most {MostPassword}."
        : password.Distinct().Count() < 5 || string.Equals(password, name, StringComparison.OrdinalIgnoreCase) ? "The password is too easy to guess: use several words."
        : null;

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserName();
}
