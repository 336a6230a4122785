namespace Ci.Web.Pages.Shared;

/// <summary>Addresses as the visitor reaches them: the name he used for the console, with the proxy's port.</summary>
internal sealed class ConsoleLinks(IHttpContextAccessor context, int proxyPort)
{
    public int ProxyPort => proxyPort;

    /// <summary>The console's own address, without a slash at its end.</summary>
    public string Console => $"{Request.Scheme}://{Request.Host}";

    public string App(string project) => $"{Request.Scheme}://{Request.Host.Host}:{proxyPort}/{project}/";

    /// <summary>Short form for the slot picture.</summary>
    public string AppShort(string project) => $":{proxyPort}/{project}";

    public string Webhook(string provider) => $"{Console}/webhook/{provider}";

    private HttpRequest Request => context.HttpContext!.Request;
}
