using System.Net;

namespace Ci.Web.Proxy;

/// <summary>What the proxy says itself. Nothing about its inside, nothing a client sent but the project's name.</summary>
internal static class Answers
{
    public static Task NotFound(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status404NotFound;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync("Nothing is served here.\n");
    }

    public static Task Redirect(HttpContext context, string project)
    {
        var query = context.Request.QueryString.Value ?? "";
        context.Response.StatusCode = StatusCodes.Status308PermanentRedirect;
        context.Response.Headers.Location = $"/{Uri.EscapeDataString(project)}/{(TargetPath.IsPlain(query) ? query : "")}";
        return Task.CompletedTask;
    }

    public static Task Unavailable(HttpResponse response, string project, bool hasRelease)
    {
        response.StatusCode = StatusCodes.Status502BadGateway;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        return response.WriteAsync(Page(WebUtility.HtmlEncode(project), hasRelease));
    }

    private static string Page(string project, bool hasRelease) => $$"""
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{project}} is not available</title>
        <style>body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 20vh auto 0; padding: 0 1rem; color-scheme: light dark }</style>
        <h1>{{project}} is not available</h1>
        <p>{{(hasRelease ? "The application did not answer. Please try again in a moment." : "Nothing of it is running yet.")}}</p>
        </html>

        """;
}
