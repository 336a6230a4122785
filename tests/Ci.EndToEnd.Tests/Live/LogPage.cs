using System.Security.Claims;
using System.Text.Encodings.Web;
using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Ci.Testing;
using Ci.Web.Live;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace Ci.EndToEnd.Tests.Live;

/// <summary>A page with nothing but a log, served with the real front end, hub and files, in a real browser. Everybody is signed in.</summary>
internal sealed class LogPage : IAsyncDisposable
{
    private const string Policy = "default-src 'self'";
    private readonly TemporaryFolder folder = new("log-page");
    private WebApplication app;
    private IPlaywright? playwright;
    private IBrowser? browser;
    private int port;

    private LogPage() => app = Create(0);

    private WebApplication Create(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new DataDirectory(folder.Path)).AddSingleton<Database>()
            .AddSingleton<ChangeFeed>().AddSingleton<ProjectStore>().AddSingleton<BuildStore>().AddSingleton<DeploymentStore>().AddSingleton<LogFolder>();
        builder.Services.AddAuthentication("everybody").AddScheme<AuthenticationSchemeOptions, Everybody>("everybody", null);
        builder.Services.AddAuthorization();
        builder.Services.AddLive();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(SourceTree.PathTo("src", "Ci.Web", "wwwroot")) });
        app.MapLive();
        app.MapGet("/", Html);
        app.MapGet("/part", (BuildStore builds) => TypedResults.Text($"<b>{builds.Find("shop", Build.Number)!.State}</b><details><summary>More</summary>of it</details>", "text/html"));
        return app;
    }

    public IPage Page { get; private set; } = null!;

    public List<string> Complaints { get; } = [];

    public Build Build { get; private set; } = null!;

    public string Address => app.Urls.Single();

    public BuildStore Builds => app.Services.GetRequiredService<BuildStore>();

    private LogFolder Logs => app.Services.GetRequiredService<LogFolder>();

    public static async Task<LogPage> StartAsync()
    {
        var page = new LogPage();
        var project = page.app.Services.GetRequiredService<ProjectStore>().Add("shop", "https://git.example.com/acme/shop", "main", new ProjectSettings(), "ada")!;
        page.Build = page.Builds.Claim(page.Builds.Add(project, new NewBuild(BuildTrigger.Manual, "ada", "main")), "test")!;
        await page.app.StartAsync();
        page.playwright = await Playwright.CreateAsync();
        page.browser = await page.playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        page.Page = await page.browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } });
        page.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") page.Complaints.Add(message.Text);
        };
        page.Page.PageError += (_, error) => page.Complaints.Add(error);
        return page;
    }

    public LogWriter Write() => Logs.Append(new LogKey("shop", LogKind.Build, Build.Number));

    public void Finish(BuildState state = BuildState.Succeeded) => Builds.Finish(Build, state, "Over.", null);

    /// <summary>Ends the server; what was written stays.</summary>
    public async Task StopServerAsync()
    {
        port = new Uri(Address).Port;
        await app.StopAsync();
        await app.DisposeAsync();
    }

    /// <summary>Starts it again at the same address.</summary>
    public Task StartServerAsync()
    {
        app = Create(port);
        return app.StartAsync();
    }

    public async Task OpenAsync(string hash = "")
    {
        await Page.GotoAsync($"{Address}/{hash}");
        await Page.WaitForSelectorAsync(".lv-row.lv-out .lv-x");
    }

    /// <summary>Numbers of the lines that can be seen in the window, with their text.</summary>
    public async Task<IReadOnlyList<(int Number, string Text)>> SeenAsync()
    {
        var rows = await Page.EvaluateAsync<string[]>(
            """
            () => {
              const edge = document.querySelector('.lv-window').getBoundingClientRect();
              return [...document.querySelectorAll('.lv-row')].filter((row) => {
                const box = row.getBoundingClientRect();
                return box.top >= edge.top - 1 && box.bottom <= edge.bottom + 1;
              }).map((row) => row.dataset.line + ' ' + row.querySelector('.lv-x').textContent);
            }
            """);
        return [.. rows.Select(row => row.Split(' ', 2)).Select(parts => (int.Parse(parts[0], null), parts[1]))];
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }

    private Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult Html(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        var total = Logs.Count(new LogKey("shop", LogKind.Build, Build.Number));
        return TypedResults.Content(
            $"""
            <!doctype html><html lang="en" data-theme="dark"><head><meta charset="utf-8"><title>Log</title>
            <link rel="icon" href="/icon-running.svg"><link rel="stylesheet" href="/app.css"><script type="module" src="/app.js"></script></head>
            <body><main><h1>Log</h1><span data-connection hidden></span>
            <div data-live="/part" data-topic="build:shop/{Build.Number}"><b>?</b></div>
            <section class="card log" data-project="shop" data-number="{Build.Number}" data-kind="build" data-total="{total}">
            <div class="log-tools"><h2>Log</h2><div class="actions" data-log-tools></div></div></section></main></body></html>
            """,
            "text/html; charset=utf-8");
    }

    private sealed class Everybody(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() =>
            Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.Name, "ada")], "everybody")), "everybody")));
    }
}
