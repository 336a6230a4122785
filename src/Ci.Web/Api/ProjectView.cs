using Ci.Jobs.Projects;

namespace Ci.Web.Api;

/// <summary>A project as the API shows it.</summary>
internal sealed record ProjectView(
    string Name, string RepositoryUrl, string Branch, ProjectSettings Settings, DateTimeOffset CreatedAt, string CreatedBy, bool Deleting)
{
    public static ProjectView Of(Project project) => new(
        project.Name, project.RepositoryUrl, project.Branch, project.Settings, project.CreatedAt, project.CreatedBy, project.DeletingAt is not null);
}
