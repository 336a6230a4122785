using System.Globalization;
using System.Text.RegularExpressions;

namespace Ci.Jobs.Projects;

/// <summary>
/// A clone URL taken apart: <c>https://host/owner/name.git</c>, <c>ssh://git@host:22/owner/name</c> or <c>git@host:owner/name</c>.
/// The scheme is <c>https</c>, <c>http</c> or <c>ssh</c>; the port the one really used, also when none is written; the path has no
/// slash at its ends and no <c>.git</c>.
/// </summary>
public sealed partial record RepositoryUrl(string Scheme, string Host, int Port, string Path)
{
    private const int MaxLength = 1000;

    /// <summary>Gives the parts, or null and the reason as the end of a sentence that begins with the value.</summary>
    public static RepositoryUrl? Read(string? text, out string problem)
    {
        problem = Refusal(text);
        if (problem.Length > 0) return null;
        var url = text!.Contains("://", StringComparison.Ordinal) ? FromUrl(text, out problem) : FromScp(text, out problem);
        if (url is not null && PathProblem(url.Path) is { } inPath)
        {
            problem = inPath;
            return null;
        }
        return url;
    }

    /// <summary>Same host and path whatever the form; ports count only between equal schemes, as https and ssh never share one.</summary>
    public bool IsSameRepositoryAs(RepositoryUrl other) =>
        Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase)
        && Path.Equals(other.Path, StringComparison.OrdinalIgnoreCase)
        && (Port == other.Port || Scheme != other.Scheme);

    private static string Refusal(string? text) => text switch
    {
        null or "" => "is missing",
        { Length: > MaxLength } => "is longer than 1000 characters",
        _ when text.Any(c => c is <= ' ' or (>= '\u007f' and <= '\u00a0') or '\\') => "contains a space, a backslash or a control character",
        _ when text[0] == '-' => "starts with a dash",
        _ when TransportHelper().IsMatch(text) => "uses a git transport helper, which is not allowed",
        _ => "",
    };

    private static RepositoryUrl? FromUrl(string text, out string problem)
    {
        var split = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = text[..split].ToLowerInvariant();
        var rest = text[(split + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        var match = Authority().Match(authority);
        problem = scheme is not ("https" or "http" or "ssh") ? $"uses {scheme}://, which is not allowed"
            : authority[..(authority.LastIndexOf('@') + 1)].Contains(':', StringComparison.Ordinal) ? "contains a password, which belongs into the project's credentials"
            : !match.Success ? "has no valid host"
            : PortOf(match, scheme) is null ? "has a port outside 1-65535"
            : "";
        return problem.Length > 0 ? null : new(scheme, match.Groups["host"].Value, PortOf(match, scheme)!.Value, Trim(slash < 0 ? "" : rest[slash..]));
    }

    private static RepositoryUrl? FromScp(string text, out string problem)
    {
        var match = Scp().Match(text);
        problem = match.Success ? ""
            : text[0] is '/' or '.' or '~' ? "is a local path, which is not allowed"
            : "is not a repository URL";
        return match.Success ? new("ssh", match.Groups["host"].Value, 22, Trim(match.Groups["path"].Value)) : null;
    }

    private static string? PathProblem(string path) =>
        path.Length == 0 ? "has no path to a repository"
        : path[0] == '-' ? "has a path that starts with a dash"
        : path.AsSpan().ContainsAny('?', '#') ? "contains a query or a fragment"
        : path.Split('/').Any(part => part is "" or "." or "..") ? "has an empty, . or .. part in its path"
        : EncodedControl().IsMatch(path) ? "contains an encoded control character"
        : null;

    private static int? PortOf(Match match, string scheme) =>
        !match.Groups["port"].Success ? scheme switch { "https" => 443, "http" => 80, _ => 22 }
        : int.TryParse(match.Groups["port"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port
        : null;

    private static string Trim(string path)
    {
        path = path.Trim('/');
        return path.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? path[..^4].TrimEnd('/') : path;
    }

    private const string UserAndHost = @"[A-Za-z0-9_][A-Za-z0-9._-]*@|(?=[^@]*$))(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])";

    [GeneratedRegex(@"\A(?:" + UserAndHost + @"(?::(?<port>[0-9]*))?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Authority();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]*@(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?):(?<path>[^:]+)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scp();

    [GeneratedRegex(@"\A[A-Za-z0-9+._-]*::", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TransportHelper();

    [GeneratedRegex("%(?:[01][0-9A-Fa-f]|7[Ff])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EncodedControl();
}
