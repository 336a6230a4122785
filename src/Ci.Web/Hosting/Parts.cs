using Ci.Jobs;
using Ci.Jobs.Storage;
using Ci.Web.Proxy;
using Ci.Web.Webhooks;

namespace Ci.Web.Hosting;

/// <summary>What runs in this process beside the console's pages. The proxy comes first: it serves before anything else is up.</summary>
internal static class Parts
{
    public static void AddParts(this IServiceCollection services, ServerOptions options, DataDirectory data, Database database)
    {
        services.AddSingleton(options).AddSingleton(data).AddSingleton(database);
        services.AddProxy(data.Root, new ProxyOptions { Address = options.Proxy });
        services.AddCiJobs(new CiJobsOptions { Data = data.Root, AllowHttp = options.GitAllowHttp, SlotPool = options.SlotPool, EnginePatience = options.EnginePatience, LookInterval = options.LookInterval });
        services.AddJobServers();
        services.AddWebhooks();
    }
}
