using Ci.Jobs.Projects;
using Microsoft.Data.Sqlite;

namespace Ci.Jobs.Triggers;

/// <summary>A project with its URL read, to be asked of many pushes.</summary>
internal sealed record KnownProject(Project Project, RepositoryUrl? Url)
{
    public static IReadOnlyList<KnownProject> List(SqliteConnection db) => [.. ProjectStore.List(db).Select(Of)];

    public static KnownProject Of(Project project) => new(project, RepositoryUrl.Read(project.RepositoryUrl, out _));
}
