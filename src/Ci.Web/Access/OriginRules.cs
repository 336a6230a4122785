namespace Ci.Web.Access;

/// <summary>
/// Whether a browser's request that changes something comes from a page of this console. Cookies and SameSite ignore ports, so an
/// application on the same host is "same site"; its origin is another one.
/// </summary>
internal static class OriginRules
{
    /// <param name="origin">The Origin header; null when it was not sent.</param>
    /// <param name="fetchSite">The Sec-Fetch-Site header, likewise.</param>
    /// <param name="scheme">Scheme of the request.</param>
    /// <param name="host">Its Host header.</param>
    /// <param name="publicUrl">The console's public address, if set.</param>
    public static bool Allows(string? origin, string? fetchSite, string scheme, string host, Uri? publicUrl)
    {
        if (origin is null) return fetchSite is null or "same-origin" or "none";
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var from)) return false;
        if (publicUrl is not null && Uri.Compare(from, publicUrl, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0) return true;

        // Behind a proxy that ends TLS the page is https and the request is not.
        var schemeFits = from.Scheme == scheme || from.Scheme == Uri.UriSchemeHttps;
        return schemeFits && string.Equals(from.Authority, Plain(scheme, from.Scheme, host), StringComparison.OrdinalIgnoreCase);
    }

    // A browser leaves the default port out of Origin and Host; other clients may write it.
    private static string Plain(string scheme, string originScheme, string host) =>
        Uri.TryCreate($"{(originScheme == Uri.UriSchemeHttps ? originScheme : scheme)}://{host}", UriKind.Absolute, out var url) ? url.Authority : host;
}
