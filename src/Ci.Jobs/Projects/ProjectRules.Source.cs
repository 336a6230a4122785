namespace Ci.Jobs.Projects;

public static partial class ProjectRules
{
    /// <summary>https, ssh:// or git@host:path; http only where the server's settings allow it.</summary>
    public static FieldError? Repository(string field, string? value, bool allowHttp = false)
    {
        var url = RepositoryUrl.Read(value, out var problem);
        if (url is { Scheme: "http" } && !allowHttp) problem = "uses http, which anybody on the way can change";
        return Verdict(field, WithoutPassword(value ?? ""), "Repository URL", problem.Length == 0 ? null : problem,
            "use https://host/owner/name.git or git@host:owner/name.git");
    }

    /// <summary>Everything git takes as a branch, except what reads as an option or as a full ref.</summary>
    public static FieldError? Branch(string field, string? value)
    {
        var problem = value is null ? null
            : value.StartsWith('-') ? "starts with a dash"
            : value.StartsWith("refs/", StringComparison.Ordinal) ? "is written with refs/ before it"
            : value == "HEAD" ? "is no branch"
            : RefRules.Problem(value);
        return Verdict(field, value, "Branch", problem is null ? null : "is not valid, it " + problem, "enter a branch name such as \"main\"");
    }

    /// <summary>The whole name of a branch, tag or other ref.</summary>
    public static FieldError? Reference(string field, string? value) =>
        Verdict(field, value, "Ref", !(value ?? "").StartsWith("refs/", StringComparison.Ordinal) ? "does not start with refs/"
            : RefRules.Problem(value!) is { } problem ? "is not valid, it " + problem : null, "use its whole name such as \"refs/tags/v1\"");

    /// <summary>As <see cref="Branch"/>.</summary>
    public static FieldError? Tag(string field, string? value) => Branch(field, value) is { } wrong
        ? wrong with { Message = wrong.Message.Replace("Branch", "Tag", StringComparison.Ordinal).Replace("a branch name such as \"main\"", "a tag name such as \"v1.2\"", StringComparison.Ordinal) }
        : null;

    public static FieldError? Commit(string field, string? value) =>
        Verdict(field, value, "Commit", RefRules.IsCommit(value) ? null : "is not valid", "use its full id of 40 hex digits");

    /// <summary>A directory inside the repository; empty or "." is its root.</summary>
    public static FieldError? RelativeDirectory(string field, string? value) =>
        value is null or "" or "." ? null
        : Verdict(field, value, "Directory", PathProblem(value.EndsWith('/') ? value[..^1] : value), "use a path inside the repository such as \"src/web\"");

    /// <summary>A file inside the repository.</summary>
    public static FieldError? RelativeFile(string field, string? value) =>
        Verdict(field, value, "File", PathProblem(value ?? ""), "use a path inside the repository such as \"deploy/Dockerfile\"");

    private static string? PathProblem(string path) =>
        path.Length > 500 ? "is longer than 500 characters"
        : path.StartsWith('/') || path.Length == 0 || (path.Length > 1 && path[1] == ':') ? "is absolute"
        : path[0] == '-' ? "starts with a dash"
        : path.Contains('\\', StringComparison.Ordinal) ? "contains a backslash"
        : path.Any(IsInvisible) ? "contains a control character"
        : path.Split('/') is var parts && parts.Contains("..", StringComparer.Ordinal) ? "leads out of the repository"
        : parts.Any(part => part is "" or ".") ? "has an empty or . part"
        : parts.Contains(".git", StringComparer.OrdinalIgnoreCase) ? "leads into .git"
        : null;

    // A refused URL is shown again, and the reason of the refusal may be the password in it.
    private static string WithoutPassword(string url)
    {
        var at = url.LastIndexOf('@');
        var start = url.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        var colon = at > start ? url.IndexOf(':', start, at - start) : -1;
        return colon < 0 ? url : url[..(colon + 1)] + "***" + url[at..];
    }
}
