using Ci.Jobs.Projects;
using Ci.Web.Api;

namespace Ci.Web.Pages.Projects;

/// <summary>What to build, as it is typed; nothing typed is the tip of the project's branch.</summary>
public sealed class BuildForm
{
    public const string Tag = "tag";

    public string? Kind { get; set; }

    public string? Ref { get; set; }

    public string? Commit { get; set; }

    /// <summary>As the API takes it.</summary>
    internal BuildBody Read() => Kind == Tag ? new(Given(Commit), Tag: Given(Ref) ?? "") : new(Given(Commit), Branch: Given(Ref));

    /// <summary>What is wrong, by input.</summary>
    internal IReadOnlyList<FieldError> Check() =>
        [.. Read().Check(requestKey: null).Select(error => error with { Field = error.Field == "commit" ? nameof(Commit) : nameof(Ref) })];

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
