using Ci.Jobs.Projects;

namespace Ci.Web.Pages.Projects;

/// <summary>The form with its errors, ready to be drawn.</summary>
/// <param name="Form">What was typed.</param>
/// <param name="Errors">In the order of the fields.</param>
/// <param name="Saved">The project's name when it exists already; a name never changes.</param>
internal sealed record FormView(ProjectForm Form, IReadOnlyList<FieldError> Errors, string? Saved)
{
    /// <summary>The times of its schedules were asked for; nothing was to be saved.</summary>
    public bool Preview { get; init; }

    /// <summary>Whether something of the triggers is set, or wrong.</summary>
    public bool HasTriggers =>
        Wrong(nameof(Form.Branches), nameof(Form.Tags), nameof(Form.Paths), nameof(Form.Schedules), nameof(Form.TimeZone))
        || !new[] { Form.Branches, Form.Tags, Form.Paths, Form.Schedules }.All(string.IsNullOrWhiteSpace)
        || Form is { SkipWords: false } or { PullRequests: true } or { Concurrency: not nameof(ConcurrencyPolicy.SupersedeWaiting) } or { MissedPushes: not nameof(MissedPushes.Offer) };

    public Field Text(string name, string label, string? value, string? hint = null, string place = "") =>
        new(name, label, value, Errors.FirstOrDefault(error => error.Field == name)?.Message) { Hint = hint, Place = place };

    public Field Code(string name, string label, string? value, string? hint = null, string place = "", string? placeholder = null) =>
        Text(name, label, value, hint, place) with { Code = true, Placeholder = placeholder };

    public Field Number(string name, string label, string? value, string? hint = null, string place = "w3") =>
        Text(name, label, value, hint, place) with { Number = true };

    /// <summary>Of what is wrong, only what a preview of the times is about.</summary>
    public static FormView PreviewOf(ProjectForm form, bool allowHttp, string? saved) =>
        new(form, [.. ProjectForms.Read(form, allowHttp).Errors.Where(error => error.Field is nameof(form.Schedules) or nameof(form.TimeZone))], saved) { Preview = true };

    /// <summary>A folded part is open when something in it is wrong.</summary>
    public bool Wrong(params string[] names) => Errors.Any(error => names.Contains(error.Field, StringComparer.Ordinal));
}
