using Ci.Web.Pages.Shared;

namespace Ci.Web.Pages;

internal static class PagesRegistration
{
    /// <summary>What the pages need beside the stores.</summary>
    /// <param name="services">The console's services.</param>
    /// <param name="proxyPort">Port visitors of the applications use.</param>
    public static IServiceCollection AddConsolePages(this IServiceCollection services, int proxyPort)
    {
        services.AddHttpContextAccessor();
        services.AddRazorPages();
        services.AddScoped<Wall>();
        services.AddSingleton<Records>();
        services.AddSingleton<Orders>();
        services.AddSingleton<Logs.LogEnds>();
        services.AddSingleton<SlotView.SlotMeter>().AddHostedService(provider => provider.GetRequiredService<SlotView.SlotMeter>());
        services.AddSingleton<SlotView.SlotReadings>();
        services.AddSingleton<Projects.ProjectReadings>();
        services.AddSingleton(provider => new ConsoleLinks(provider.GetRequiredService<IHttpContextAccessor>(), proxyPort));
        return services;
    }
}
