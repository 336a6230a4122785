namespace Ci.Web.Access;

/// <summary>The two ways to prove who one is, and the choice between them.</summary>
internal static class Schemes
{
    /// <summary>A browser's cookie.</summary>
    public const string Session = "Session";

    /// <summary>An API token in the Authorization header.</summary>
    public const string Token = "Token";

    /// <summary>Takes the header when there is one, else the cookie: a wrong token is never saved by a good cookie.</summary>
    public const string Either = "Either";

    public static string For(HttpContext context) => context.Request.Headers.Authorization.Count > 0 ? Token : Session;
}
