using Ci.Jobs.Projects;

namespace Ci.Jobs.Triggers;

/// <summary>Whether a push belongs to a project.</summary>
public static class RepositoryRules
{
    private const string Heads = "refs/heads/";
    private const string Tags = "refs/tags/";

    /// <summary>
    /// Compares host and path with the push's URLs, whatever their form: https or ssh, <c>.git</c>, user, case, closing slash.
    /// A URL of the project's own scheme decides alone, because it tells the port too. A push that tells no URL at all is compared by its
    /// path; a push that tells neither belongs to no project.
    /// </summary>
    public static bool SameRepository(string projectUrl, Push push) => SameRepository(RepositoryUrl.Read(projectUrl, out _), push, Urls(push));

    /// <summary>As above, for who asks it of many: with the project's URL and <see cref="Urls"/> of the push read before.</summary>
    internal static bool SameRepository(RepositoryUrl? project, Push push, List<RepositoryUrl> pushed)
    {
        if (project is null) return false;
        if (push is { CloneUrl: null, SshUrl: null }) return IsAtPath(project, push.Repository);
        return pushed.Find(url => url.Scheme == project.Scheme) is { } alike
            ? alike.IsSameRepositoryAs(project)
            : pushed.Exists(project.IsSameRepositoryAs);
    }

    /// <summary>The push's URLs that can be read.</summary>
    internal static List<RepositoryUrl> Urls(Push push) =>
        [.. new[] { push.CloneUrl, push.SshUrl }.Select(url => RepositoryUrl.Read(url, out _)).OfType<RepositoryUrl>()];

    /// <summary>The branch a full ref names; null for tags and everything else.</summary>
    public static string? BranchOf(string reference) =>
        reference.StartsWith(Heads, StringComparison.Ordinal) && reference.Length > Heads.Length ? reference[Heads.Length..] : null;

    /// <summary>The tag a full ref names; null for branches and everything else.</summary>
    public static string? TagOf(string reference) =>
        reference.StartsWith(Tags, StringComparison.Ordinal) && reference.Length > Tags.Length ? reference[Tags.Length..] : null;

    // Bitbucket Data Center serves https clones of KEY/name at /scm/KEY/name, below its context path if it has one.
    private static bool IsAtPath(RepositoryUrl project, string repository) =>
        repository.Length > 0
        && (project.Path.Equals(repository, StringComparison.OrdinalIgnoreCase)
            || $"/{project.Path}".EndsWith($"/scm/{repository}", StringComparison.OrdinalIgnoreCase));
}
