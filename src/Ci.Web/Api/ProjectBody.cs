using Ci.Jobs.Projects;

namespace Ci.Web.Api;

/// <summary>A project as a client sends it. What is left out of the settings has its default.</summary>
internal sealed record ProjectBody
{
    /// <summary>May be left out where the address names the project.</summary>
    public string? Name { get; init; }

    public string? RepositoryUrl { get; init; }

    public string Branch { get; init; } = "main";

    public ProjectSettings Settings { get; init; } = new();

    public IReadOnlyList<FieldError> Check(string? name, bool allowHttp) => ProjectValidation.Check(name, RepositoryUrl, Branch, Settings, allowHttp);
}
