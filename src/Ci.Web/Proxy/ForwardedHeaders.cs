using System.Net;

namespace Ci.Web.Proxy;

/// <summary>
/// What the application is told about the client's connection. Only the proxy says it: whatever a client sends under these names
/// is dropped.
/// </summary>
internal static class ForwardedHeaders
{
    private const string Prefix = "X-Forwarded-";

    public static void Drop(IHeaderDictionary headers)
    {
        List<string>? foreign = null;
        foreach (var (name, _) in headers)
            if (IsForwarded(name))
                (foreign ??= []).Add(name);
        foreign?.ForEach(name => headers.Remove(name));
    }

    public static void Set(HttpContext context, HttpRequestMessage request, string prefix)
    {
        var headers = request.Headers;
        if (context.Connection.RemoteIpAddress is { } client) headers.TryAddWithoutValidation("X-Forwarded-For", Text(client));
        headers.TryAddWithoutValidation("X-Forwarded-Proto", context.Request.Scheme);
        if (context.Request.Host.Value is { Length: > 0 } host) headers.TryAddWithoutValidation("X-Forwarded-Host", host);
        headers.TryAddWithoutValidation("X-Forwarded-Prefix", prefix);
    }

    // Gateway interfaces (CGI, WSGI) read X_Forwarded_For as the same name.
    private static bool IsForwarded(string name)
    {
        if (name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)) return true;
        if (name.Length < Prefix.Length || name[0] is not ('x' or 'X') || name[1] is not ('-' or '_')) return false;
        return name[..Prefix.Length].Replace('_', '-').Equals(Prefix, StringComparison.OrdinalIgnoreCase);
    }

    private static string Text(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
