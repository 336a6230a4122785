namespace Ci.Jobs.Triggers;

/// <summary>Words in a commit's message that ask not to build it.</summary>
public static class SkipWords
{
    private static readonly string[] Words = ["[skip ci]", "[ci skip]", "[no ci]"];

    /// <summary>The first of them in the message, whatever its case; null when there is none.</summary>
    public static string? Find(string? message) => message is null ? null : Array.Find(Words, word => message.Contains(word, StringComparison.OrdinalIgnoreCase));
}
