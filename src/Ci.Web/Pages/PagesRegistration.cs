using Ci.Web.Access;
using Ci.Web.Hosting;
using Ci.Web.Pages.Deliveries;
using Ci.Web.Pages.Logs;
using Ci.Web.Pages.Projects;
using Ci.Web.Pages.Shared;
using Ci.Web.Pages.SlotView;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Ci.Web.Pages;

/// <summary>The console's pages: what they need beside the stores, and what is shown when one cannot be.</summary>
internal static class PagesRegistration
{
    // Programs get problem JSON there, and the dashboard of the jobs has pages of its own.
    private static readonly string[] NotPages = ["/api", "/webhook", "/live", "/hangfire", "/openapi", "/scalar"];

    public static IServiceCollection AddConsolePages(this IServiceCollection services, ServerOptions options)
    {
        services.AddHttpContextAccessor();
        services.AddRazorPages(OwnSecrets).AddMvcOptions(mvc => mvc.Filters.Add<StaleForms>());
        services.Configure<CookieTempDataProviderOptions>(marks => AccessRegistration.Guard(marks.Cookie, "ci_once", options));
        services.AddScoped<Wall>();
        services.AddSingleton<Records>().AddSingleton<ProjectWork>().AddSingleton<LogEnds>();
        services.AddSingleton<SlotMeter>().AddHostedService(provider => provider.GetRequiredService<SlotMeter>());
        services.AddSingleton<DeliveryLines>().AddSingleton<DeliveryWork>().AddSingleton<ReplayPreview>();
        services.AddSingleton<SlotReadings>().AddSingleton<ProjectReadings>();
        services.AddSingleton(provider => new ConsoleLinks(provider.GetRequiredService<IHttpContextAccessor>(), options, provider));
        return services;
    }

    // A project's own secret is shown, rotated and made as the server's is.
    private static void OwnSecrets(RazorPagesOptions pages)
    {
        pages.Conventions.AddPageRoute("/Settings/Webhook", "/projects/{project}/settings/webhook");
        pages.Conventions.AddPageRoute("/Settings/Rotate", "/projects/{project}/settings/webhook/rotate");
    }

    /// <summary>A person who asks for a page gets one, also for a refusal or a failure; programs get problem JSON.</summary>
    public static void UseProblemPages(this WebApplication app)
    {
        app.UseWhen(context => WantsPage(context.Request), pages => pages.UseStatusCodePagesWithReExecute("/problem/{0}"));
        app.UseExceptionHandler();
        app.UseWhen(context => !WantsPage(context.Request), programs => programs.UseStatusCodePages());
    }

    public static bool WantsPage(HttpRequest request) =>
        !NotPages.Any(path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html");
}
