using Ci.Jobs.Projects;

namespace Ci.Web.Pages.Projects;

/// <summary>The small form beside the Build button.</summary>
internal sealed record BuildMenu(BuildForm Form, IReadOnlyList<FieldError> Errors)
{
    public static BuildMenu Empty { get; } = new(new(), []);

    public Field Field(string name, string label, string? value, string hint)
    {
        var error = Errors.FirstOrDefault(error => error.Field == name);
        return new(name, label, value, error?.Message) { Hint = hint, Code = true, Focused = error is not null && error == Errors[0] };
    }
}
