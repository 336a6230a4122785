using Ci.Jobs.Pipeline;
using Ci.Jobs.Storage;
using Dapper;

namespace Ci.Jobs.Deployments;

/// <summary>Probes in <c>ci.db</c>.</summary>
public sealed class ProbeStore(Database database, ChangeFeed changes)
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<Probe> List(long deploymentId) => database.Read(db => db.Query<Probe>(
        "SELECT number, at, duration_ms, code, ok, detail FROM probes WHERE deployment_id = @deploymentId ORDER BY number", new { deploymentId }).AsList());

    public void Add(Deployment deployment, Probe probe)
    {
        database.Write(db =>
        {
            db.Execute(
                """
                INSERT INTO probes (deployment_id, number, at, duration_ms, code, ok, detail)
                VALUES (@deploymentId, @Number, @At, @DurationMs, @Code, @Ok, @Detail)
                """,
                new { deploymentId = deployment.Id, probe.Number, probe.At, probe.DurationMs, probe.Code, probe.Ok, probe.Detail });
        });
        changes.Raise(Topics.Deployment(deployment.Project, deployment.Number), deployment.Project, deployment.State.ToString());
    }
}
