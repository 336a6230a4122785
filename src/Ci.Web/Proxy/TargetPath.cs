using System.Buffers;
using Yarp.ReverseProxy.Forwarder;

namespace Ci.Web.Proxy;

/// <summary>
/// Splits a request's path into the project and what the application gets. The project is read from the path with dot segments
/// and escapes resolved; the rest is passed on byte for byte, unless it holds something a server might resolve differently.
/// </summary>
internal static class TargetPath
{
    // Visible ASCII without what a URI cannot hold; control characters would break the request line sent on.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%[]|{}^`");

    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <summary>The first segment of <c>/project/rest</c>; empty when there is none.</summary>
    public static ReadOnlySpan<char> Project(PathString path)
    {
        var segments = path.Value.AsSpan();
        if (segments.Length < 2 || segments[0] != '/') return default;
        var end = segments[1..].IndexOf('/');
        return end < 0 ? segments[1..] : segments.Slice(1, end);
    }

    /// <summary>Where the request goes: the slot's address, and the path and query without the project's prefix.</summary>
    public static Uri Destination(string address, string project, HttpRequest request, string rawTarget)
    {
        if (IsFaithful(rawTarget, project)) return new(string.Concat(address, rawTarget.AsSpan(1 + project.Length)), Verbatim);
        var rest = new PathString(request.Path.Value![(1 + project.Length)..]);
        return RequestUtilities.MakeDestinationAddress(address, rest, request.QueryString);
    }

    /// <summary>Nothing in the text but what may stand in a request line or a Location header.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Plain);

    private static bool IsFaithful(string rawTarget, string project)
    {
        var rest = rawTarget.AsSpan();
        if (rest.Length < project.Length + 2 || rest[0] != '/' || !rest[1..].StartsWith(project, StringComparison.Ordinal)) return false;
        rest = rest[(1 + project.Length)..];
        if (rest[0] != '/' || !IsPlain(rest)) return false;
        var path = rest.IndexOf('?') is var query and >= 0 ? rest[..query] : rest;
        return !path.Contains("%2e", StringComparison.OrdinalIgnoreCase) && !HasDotSegment(path);
    }

    // A dot segment ends at a slash or the end; an escape behind it may be a slash to somebody.
    private static bool HasDotSegment(ReadOnlySpan<char> path)
    {
        for (var at = path.IndexOf("/."); at >= 0;)
        {
            var end = at + 2;
            if (end < path.Length && path[end] == '.') end++;
            if (end == path.Length || path[end] is '/' or '%') return true;
            var next = path[end..].IndexOf("/.");
            at = next < 0 ? -1 : end + next;
        }

        return false;
    }
}
