using Ci.Jobs.Projects;

namespace Ci.Web.Pages.Shared;

/// <summary>What a form said, and what is wrong with it.</summary>
internal sealed record ProjectInput(string Name, string Repository, string Branch, ProjectSettings Settings, IReadOnlyList<FieldError> Errors);
