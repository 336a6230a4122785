using Ci.Jobs.Projects;

namespace Ci.Web.Pages.Settings;

/// <summary>A webhook secret as its page shows it.</summary>
/// <param name="Project">Whose own it is; null for the installation's.</param>
/// <param name="Current">Those that are good now, newest first; empty when the project has none of its own.</param>
internal sealed record SecretView(Project? Project, IReadOnlyList<SecretVersion> Current)
{
    /// <summary>Given out on this page once; null otherwise.</summary>
    public string? Shown { get; init; }

    public string Home => HomeOf(Project?.Name);

    public SecretVersion? Newest => Current.Count > 0 ? Current[0] : null;

    /// <summary>Until when the one before is good too; null when it is not.</summary>
    public DateTimeOffset? OldGoodUntil => Current.Count > 1 ? Current[1].ExpiresAt : null;

    public static string HomeOf(string? project) => project is null ? "/settings/webhook" : $"/projects/{project}/settings/webhook";
}
