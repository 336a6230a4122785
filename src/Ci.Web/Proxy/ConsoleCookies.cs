using Microsoft.Extensions.Primitives;

namespace Ci.Web.Proxy;

/// <summary>
/// Browsers do not tell ports apart in cookies: the console's would go to every application of the same host, and an application
/// could set them. Every cookie whose name begins with <c>ci_</c> (<c>ci_session</c>, <c>ci_antiforgery</c>) is the console's, also behind
/// <c>__Host-</c> or <c>__Secure-</c>, and does not pass the proxy in either direction.
/// </summary>
internal static class ConsoleCookies
{
    private const string Prefix = "ci_";

    public static void DropSent(IHeaderDictionary headers)
    {
        var sent = headers.Cookie;
        if (!Mentions(sent)) return;
        var rest = string.Join("; ", sent.SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Where(c => !IsConsoles(c)));
        if (rest.Length > 0) headers.Cookie = rest;
        else headers.Remove("Cookie");
    }

    public static void DropSet(IHeaderDictionary headers)
    {
        var set = headers.SetCookie;
        if (!Mentions(set)) return;
        var rest = set.Where(c => !IsConsoles(c)).ToArray();
        if (rest.Length > 0) headers.SetCookie = rest;
        else headers.Remove("Set-Cookie");
    }

    private static bool Mentions(StringValues lines)
    {
        foreach (var line in lines)
            if (line is not null && line.Contains(Prefix, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    // "=ci_session=x" is a cookie without a name, which browsers send back as "ci_session=x".
    private static bool IsConsoles(string? cookie)
    {
        var name = cookie.AsSpan().TrimStart(" \t=");
        foreach (var guard in (ReadOnlySpan<string>)["__Host-", "__Secure-"])
            if (name.StartsWith(guard, StringComparison.OrdinalIgnoreCase))
                name = name[guard.Length..];
        return name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
    }
}
