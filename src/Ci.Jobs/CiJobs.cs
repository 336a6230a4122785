using Ci.Jobs.Builds;
using Ci.Jobs.Containers;
using Ci.Jobs.Deployments;
using Ci.Jobs.Logs;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Jobs.Storage;
using Ci.Jobs.Triggers;
using Ci.Jobs.Upkeep;
using Microsoft.Extensions.DependencyInjection;

namespace Ci.Jobs;

/// <summary>Registers the pipeline. The host adds the data directory and its database, a clock, Hangfire with a storage, and an <c>ITraffic</c>.</summary>
public static class CiJobs
{
    public static IServiceCollection AddCiJobs(this IServiceCollection services, CiJobsOptions options) => services
        .AddCiStorage()
        .AddCiEngine(options)
        .AddCiPipeline();

    private static IServiceCollection AddCiStorage(this IServiceCollection services) => services
        .AddSingleton<SettingStore>()
        .AddSingleton<SecretBox>()
        .AddSingleton<SecretStore>()
        .AddSingleton<WebhookSecrets>()
        .AddSingleton<ChangeFeed>()
        .AddSingleton<ProjectStore>()
        .AddSingleton<GroupCommit>()
        .AddSingleton<DeliveryStore>()
        .AddSingleton<DeliveryRecorder>()
        .AddSingleton<BuildStore>()
        .AddSingleton<VerdictStore>()
        .AddSingleton<ReleaseStore>()
        .AddSingleton<DeploymentStore>()
        .AddSingleton<ProbeStore>()
        .AddSingleton<LogFolder>()
        .AddSingleton<Intake>()
        .AddSingleton<HeadStore>()
        .AddSingleton<OfferStore>()
        .AddSingleton<DeliveryRetention>()
        .AddSingleton<PipelineSignal>()
        .AddSingleton<SlotSignal>();

    private static IServiceCollection AddCiEngine(this IServiceCollection services, CiJobsOptions options) => services
        .AddSingleton(provider => new DockerConnection(options.Docker, options.EnginePatience, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<Instance>()
        .AddSingleton<ContainerParts>()
        .AddSingleton<ContainerFiles>()
        .AddSingleton<ContainerLog>()
        .AddSingleton<ImagePull>()
        .AddSingleton<EngineNetworks>()
        .AddSingleton<SelfContainer>()
        .AddSingleton<FirewallContainer>()
        .AddSingleton<SlotFirewall>()
        .AddSingleton(provider => new SlotAddresses(provider.GetRequiredService<ProjectStore>(), options.SlotPool))
        .AddSingleton<SlotNetwork>()
        .AddSingleton(new GitOptions(options.Data) { AllowHttp = options.AllowHttp })
        .AddSingleton<Git>()
        .AddSingleton(options)
        .AddSingleton(provider => new HeadWatch(
            provider.GetRequiredService<Git>(), provider.GetRequiredService<HeadStore>(), provider.GetRequiredService<Intake>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new DryRun(provider.GetRequiredService<Database>(), provider.GetRequiredService<Git>(), provider.GetRequiredService<CommitConfig>()));

    private static IServiceCollection AddCiPipeline(this IServiceCollection services) => services
        .AddSingleton<Lease>()
        .AddSingleton<JobQueue>()
        .AddSingleton<DispatchedRows>()
        .AddSingleton<BuildLines>()
        .AddSingleton<Dispatcher>()
        .AddSingleton<Chain>()
        .AddSingleton<BuildEngine>()
        .AddSingleton<CommitConfig>()
        .AddSingleton<CommitCheckout>()
        .AddSingleton<TriggerCheck>()
        .AddSingleton<BuildContainer>()
        .AddSingleton<DockerCli>()
        .AddSingleton<ImageBuild>()
        .AddSingleton<OutputImage>()
        .AddSingleton<BuildSteps>()
        .AddSingleton<BuildFlow>()
        .AddSingleton<BuildDrive>()
        .AddSingleton<BuildJob>()
        .AddSingleton<DeployRows>()
        .AddSingleton<DeployFlow>()
        .AddSingleton<SlotContainer>()
        .AddSingleton<HealthProbe>()
        .AddSingleton<Candidate>()
        .AddSingleton<DeploymentDrive>()
        .AddSingleton<DeployJob>()
        .AddSingleton<HealthCheckJob>()
        .AddSingleton<RollbackJob>()
        .AddSingleton<RetireJob>()
        .AddSingleton<DrainLease>()
        .AddSingleton<SlotDrain>()
        .AddSingleton<SlotWatchClock>()
        .AddSingleton<SlotObserver>()
        .AddSingleton<SlotRepair>()
        .AddSingleton<ProjectParts>()
        .AddSingleton<RemoveProjectJob>()
        .AddSingleton<LeftOvers>()
        .AddSingleton<ScheduleJob>()
        .AddSingleton<Schedules>()
        .AddHostedService<DispatcherLoop>()
        .AddHostedService<HeadWatchLoop>()
        .AddHostedService<SchedulesLoop>()
        .AddHostedService<RetentionLoop>()
        .AddHostedService<SlotWatch>()
        .AddHostedService<LeftOverLoop>();
}
