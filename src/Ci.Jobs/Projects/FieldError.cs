namespace Ci.Jobs.Projects;

/// <summary>What is wrong with one field of a form or request, and what would be right: one sentence for a person.</summary>
public sealed record FieldError(string Field, string Message);
