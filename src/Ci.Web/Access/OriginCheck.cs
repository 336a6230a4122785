using Ci.Web.Hosting;

namespace Ci.Web.Access;

/// <summary>Refuses changes that a foreign page makes with a person's cookie. A token in the header is no cookie: no page can send it for somebody.</summary>
internal sealed class OriginCheck(RequestDelegate next, ServerOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        return IsSafe(request.Method) || request.Headers.Authorization.Count > 0 || Allows(request)
            ? next(context)
            : Answers.Problem(context, StatusCodes.Status403Forbidden, "Foreign page", "This request comes from a page of another address. Use the console's own page.");
    }

    /// <summary>Methods that change nothing.</summary>
    public static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    private bool Allows(HttpRequest request) => OriginRules.Allows(
        (string?)request.Headers.Origin, (string?)request.Headers["Sec-Fetch-Site"], request.Scheme, request.Host.Value ?? "", options.PublicUrl);
}
