using Hangfire.Server;
using Hangfire.Storage.Monitoring;

namespace Hangfire.Sqlite.Tables;

internal static class Servers
{
    public static void Announce(Database db, string id, ServerContext context, long now) =>
        db.Prepare(
            """
            INSERT INTO servers (id, workers, queues, started_at, heartbeat_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET workers = excluded.workers, queues = excluded.queues, heartbeat_at = excluded.heartbeat_at
            """).Bind(id).Bind(context.WorkerCount).Bind(Json.WriteNames(context.Queues ?? [])).Bind(now).Bind(now).Run();

    public static void Remove(Database db, string id) => db.Prepare("DELETE FROM servers WHERE id = ?").Bind(id).Run();

    public static bool Beat(Database db, string id, long now)
    {
        db.Prepare("UPDATE servers SET heartbeat_at = ? WHERE id = ?").Bind(now).Bind(id).Run();
        return db.Changes > 0;
    }

    public static int RemoveSilent(Database db, long since)
    {
        db.Prepare("DELETE FROM servers WHERE heartbeat_at < ?").Bind(since).Run();
        return db.Changes;
    }

    public static List<ServerDto> All(Database db)
    {
        using var statement = db.Prepare("SELECT id, workers, queues, started_at, heartbeat_at FROM servers ORDER BY id");
        var servers = new List<ServerDto>();
        while (statement.Step())
        {
            servers.Add(new ServerDto
            {
                Name = statement.Text(0),
                WorkersCount = (int)statement.Long(1),
                Queues = Json.ReadNames(statement.Text(2)),
                StartedAt = Instant.Utc(statement.Long(3)),
                Heartbeat = Instant.Utc(statement.Long(4)),
            });
        }
        return servers;
    }
}
