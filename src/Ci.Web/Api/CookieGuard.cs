using Ci.Web.Access;
using Microsoft.AspNetCore.Antiforgery;

namespace Ci.Web.Api;

/// <summary>
/// A change made with a browser's session needs the page's token in the header <c>X-CSRF-TOKEN</c>: a foreign page can make the browser
/// send its cookie, but cannot read the token. Answers of the API are not to be kept by anybody on the way.
/// </summary>
internal sealed class CookieGuard(IAntiforgery antiforgery) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        var bySession = http.User.Identity?.AuthenticationType == Schemes.Session;
        return !bySession || OriginCheck.IsSafe(http.Request.Method) || await antiforgery.IsRequestValidAsync(http)
            ? await next(context)
            : TypedResults.Problem(
                "The request lacks the page's X-CSRF-TOKEN header. Reload the page, or use an API token.",
                statusCode: StatusCodes.Status403Forbidden,
                title: "Not from a page of this console");
    }
}
