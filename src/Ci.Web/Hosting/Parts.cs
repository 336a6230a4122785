using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Jobs.Storage;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ci.Web.Hosting;

/// <summary>What runs beside the console in this process. Everything that is joined to it later is added here.</summary>
internal static class Parts
{
    public static void AddParts(this IServiceCollection services, ServerOptions options, DataDirectory data, Database database)
    {
        services.AddSingleton(options).AddSingleton(data).AddSingleton(database);
        services.AddModel();
        services.AddHangfire((_, hangfire) => hangfire.UseStorage(new InMemoryStorage()));
    }

    private static void AddModel(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<PipelineSignal>();
        services.AddSingleton<SettingStore>();
        services.AddSingleton<ProjectStore>();
        services.AddSingleton<BuildStore>();
        services.AddSingleton<ReleaseStore>();
        services.AddSingleton<DeploymentStore>();
        services.AddSingleton<ProbeStore>();
    }
}
