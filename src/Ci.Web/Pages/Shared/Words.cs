using Ci.Jobs.Builds;

namespace Ci.Web.Pages.Shared;

/// <summary>Small turns of phrase.</summary>
internal static class Words
{
    public static string Count(long number, string one, string? many = null) => number == 1 ? $"1 {one}" : $"{number:#,0} {many ?? one + "s"}";

    /// <summary>First line of a commit message, or what stands for it while it is not known.</summary>
    public static string Title(string? message) =>
        string.IsNullOrWhiteSpace(message) ? "commit not read yet" : message.Split('\n', 2)[0].Trim();

    /// <summary><c>owner/name</c> of a repository URL.</summary>
    public static string Repository(string url)
    {
        var path = url.EndsWith(".git", StringComparison.Ordinal) ? url[..^4] : url;
        var parts = path.Split(['/', ':'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length < 2 ? path : $"{parts[^2]}/{parts[^1]}";
    }

    public static string Trigger(BuildTrigger trigger) => trigger switch
    {
        BuildTrigger.Push => "Push",
        BuildTrigger.Manual => "Started by hand",
        BuildTrigger.Rebuild => "Rebuild",
        BuildTrigger.Schedule => "Schedule",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger)),
    };

    /// <summary>A sentence's beginning after a colon: small, unless it is a name.</summary>
    public static string Inside(string sentence) =>
        sentence.Length > 1 && char.IsLower(sentence[1]) ? char.ToLowerInvariant(sentence[0]) + sentence[1..] : sentence;

    /// <summary>A reason inside a longer sentence: without its full stop.</summary>
    public static string Clause(string? reason) => (reason ?? "").TrimEnd('.');
}
