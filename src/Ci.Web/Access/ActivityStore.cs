using Ci.Jobs.Storage;
using Dapper;

namespace Ci.Web.Access;

/// <summary>The audit trail in <c>ci.db</c>: lines are added and read, never changed.</summary>
internal sealed class ActivityStore(Database database, TimeProvider time)
{
    public void Add(Actor actor, string action, string subject, string? detail = null) => database.Write(db =>
    {
        db.Execute(
            "INSERT INTO activities (at, actor, action, subject, detail, source) VALUES (@now, @Name, @action, @subject, @detail, @Source)",
            new { now = time.GetUtcNow(), actor.Name, action, subject, detail, actor.Source });
    });

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Activity> List(int limit, int offset = 0) => database.Read(db => db.Query<Activity>(
        "SELECT id, at, actor, action, subject, detail, source FROM activities ORDER BY id DESC LIMIT @limit OFFSET @offset", new { limit, offset }).AsList());
}
