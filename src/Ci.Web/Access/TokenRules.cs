namespace Ci.Web.Access;

/// <summary>Checks what people enter for a token. Null when the value is right, else one sentence about it.</summary>
internal static class TokenRules
{
    public static string? Name(string? name) =>
        string.IsNullOrWhiteSpace(name) ? "The token needs a name that says who uses it, such as \"deploy script\"."
        : name.Length > 60 ? $"The token's name has {name.Length} characters: use at most 60."
        : name.Any(char.IsControl) ? "The token's name contains a control character."
        : null;

    public static string? Expiry(DateTimeOffset? expiresAt, DateTimeOffset now) =>
        expiresAt <= now ? "The token would be expired already: choose a time to come, or leave it out." : null;
}
