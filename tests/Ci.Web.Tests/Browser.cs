using System.Net;
using System.Text.RegularExpressions;

namespace Ci.Web.Tests;

/// <summary>What a browser does without scripts: keeps cookies, and sends the forms of pages it has read.</summary>
internal sealed partial class Browser : IDisposable
{
    public Browser(Uri address)
    {
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
        Http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(path);

    /// <summary>Reads the page and sends its form.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string path, Dictionary<string, string> fields, string? page = null)
    {
        fields["__RequestVerificationToken"] = await FormTokenAsync(page ?? path);
        return await Http.PostAsync(path, new FormUrlEncodedContent(fields));
    }

    public async Task<string> FormTokenAsync(string page)
    {
        var html = await Http.GetStringAsync(page);
        return FormToken().Match(html) is { Success: true } found ? found.Groups["token"].Value : "";
    }

    public void Dispose() => Http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]* value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex FormToken();
}
