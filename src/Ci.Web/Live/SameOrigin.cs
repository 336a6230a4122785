using Ci.Web.Access;
using Ci.Web.Hosting;

namespace Ci.Web.Live;

/// <summary>
/// Whether a live connection is opened by one of the console's own pages. Browsers send cookies with a WebSocket to any host a page
/// names, and a WebSocket needs no permission of the server: without this check any page could listen with a person's cookie.
/// </summary>
internal static class SameOrigin
{
    /// <summary>Refuses connections of foreign pages; a client that is no browser sends no Origin.</summary>
    public static void Require(EndpointBuilder endpoint)
    {
        var next = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context => Allows(context.Request)
            ? next(context)
            : TypedResults.Problem("Live connections are for the console's own pages.", statusCode: StatusCodes.Status403Forbidden, title: "Foreign page").ExecuteAsync(context);
    }

    private static bool Allows(HttpRequest request) => OriginRules.Allows(
        (string?)request.Headers.Origin,
        (string?)request.Headers["Sec-Fetch-Site"],
        request.Scheme,
        request.Host.Value ?? "",
        request.HttpContext.RequestServices.GetService<ServerOptions>()?.PublicUrl);
}
