namespace Ci.Web.Live;

/// <summary>Adds and maps everything live: changes, logs, their ranges.</summary>
internal static class LiveRegistration
{
    private const int LargestMessage = 8 * 1024;

    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR(options => options.MaximumReceiveMessageSize = LargestMessage);
        return services.AddSingleton<RecentChanges>().AddSingleton<LiveLogs>().AddHostedService<Broadcaster>();
    }

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHub<LiveHub>("/live").RequireAuthorization().Finally(SameOrigin.Require);
        LogEndpoints.Map(endpoints);
        return endpoints;
    }
}
