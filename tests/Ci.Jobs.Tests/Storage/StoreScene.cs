using Ci.Jobs.Builds;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;
using Ci.Jobs.Releases;
using Ci.Jobs.Storage;
using Ci.Jobs.Triggers;
using Ci.Testing;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Tests.Storage;

/// <summary>A data directory with a real database, its stores, and rows to begin with.</summary>
internal sealed class StoreScene : IDisposable
{
    private readonly TemporaryFolder? folder;

    /// <param name="path">A directory of the test's own; null for a temporary one.</param>
    public StoreScene(string? path = null)
    {
        if (path is null) folder = new TemporaryFolder("stores");
        Data = new DataDirectory(path ?? folder!.PathTo("data"));
        Database = new Database(Data);
        Changes = new ChangeFeed(TimeProvider.System);
        Projects = new ProjectStore(Database, Changes, TimeProvider.System);
        Builds = new BuildStore(Database, Changes, TimeProvider.System);
        Releases = new ReleaseStore(Database, TimeProvider.System);
        Deployments = new DeploymentStore(Database, Changes, TimeProvider.System);
        Secrets = new WebhookSecrets(new SecretStore(Database, new SecretBox(Data), TimeProvider.System), TimeProvider.System);
        Deliveries = new DeliveryStore(Database);
        Recorder = new DeliveryRecorder(new GroupCommit(Database), Builds, TimeProvider.System);
    }

    public DataDirectory Data { get; }

    public Database Database { get; }

    public ChangeFeed Changes { get; }

    public ProjectStore Projects { get; }

    public BuildStore Builds { get; }

    public ReleaseStore Releases { get; }

    public DeploymentStore Deployments { get; }

    public WebhookSecrets Secrets { get; }

    public DeliveryStore Deliveries { get; }

    public DeliveryRecorder Recorder { get; }

    public Project AddProject(string name = "shop", TriggerSettings? trigger = null) =>
        Projects.Add(name, "https://git.example.com/acme/shop", "main", new ProjectSettings { Trigger = trigger ?? new() }, "ann")!;

    public Build AddBuild(Project project) => Builds.Add(project, new NewBuild(BuildTrigger.Manual, "ann", project.Branch));

    /// <summary>A deployment that waits, of a release of its own.</summary>
    public Deployment AddDeployment(Project project)
    {
        var build = Builds.Claim(AddBuild(project), "driver")!;
        return Deployments.Add(project.Id, new NewDeployment(
            Database.Write(db => Releases.Insert(db, Builds.FinishIn(db, build, BuildState.Succeeded, "Done.", null), new ReleaseImage("sha256:1", "t:1"))), DeploymentKind.Deploy, "ann"));
    }

    /// <summary>A second connection, as another program would have it.</summary>
    public SqliteConnection Another()
    {
        var connection = new SqliteConnection($"Data Source={Data.Database};Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>Closes the database's idle connections, and no other's: tests run beside each other.</summary>
    public void CloseIdle()
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Data.Database, DefaultTimeout = 30, ForeignKeys = true }.ToString());
        SqliteConnection.ClearPool(connection);
    }

    public void Dispose()
    {
        CloseIdle();
        folder?.Dispose();
    }
}
