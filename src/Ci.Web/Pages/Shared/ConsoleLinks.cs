using Ci.Web.Hosting;
using Ci.Web.Proxy;

namespace Ci.Web.Pages.Shared;

/// <summary>Addresses as the visitor reaches them: the name he used for the console, with the proxy's port.</summary>
internal sealed class ConsoleLinks(IHttpContextAccessor context, ServerOptions options, IServiceProvider services)
{
    /// <summary>The port the system chose, where it was asked to.</summary>
    public int ProxyPort => options.Proxy.Port != 0 ? options.Proxy.Port : services.GetService<ProxyHost>()?.Address.Port ?? 0;

    /// <summary>The console's own address, without a slash at its end.</summary>
    public string Console => options.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? $"{Request.Scheme}://{Request.Host}";

    public string App(string project) => $"http://{Request.Host.Host}:{ProxyPort}/{project}/";

    /// <summary>Short form for the slot picture.</summary>
    public string AppShort(string project) => $":{ProxyPort}/{project}";

    /// <param name="provider">Name of the forge's kind.</param>
    /// <param name="project">Null for every project of the repository.</param>
    public string Webhook(string provider, string? project = null) => $"{Console}/webhook/{provider}{(project is null ? "" : $"/{project}")}";

    private HttpRequest Request => context.HttpContext!.Request;
}
