namespace Ci.Web.Pages.Projects;

/// <summary>One field of a form as it is drawn.</summary>
/// <param name="Name">Name and id.</param>
/// <param name="Label">Its label.</param>
/// <param name="Value">What was typed.</param>
/// <param name="Error">What is wrong with it.</param>
internal sealed record Field(string Name, string Label, string? Value, string? Error)
{
    public string? Hint { get; init; }

    /// <summary>What takes the hint's place where a choice in the form makes it untrue; styles tell which of the two is shown.</summary>
    public string? OtherHint { get; init; }

    public string? Placeholder { get; init; }

    /// <summary>Class that says how wide, and when it counts.</summary>
    public string Place { get; init; } = "";

    public int Rows { get; init; } = 1;

    /// <summary>Id of a list of values to choose from.</summary>
    public string? Choices { get; init; }

    public bool Code { get; init; }

    public bool Number { get; init; }

    /// <summary>Where typing goes on.</summary>
    public bool Focused { get; init; }

    public bool Fixed { get; init; }

    /// <summary>Ids of what describes it; the error first.</summary>
    public string? DescribedBy => (Error, Hint) switch
    {
        (null, null) => null,
        (null, _) => $"{Name}-hint",
        (_, null) => $"{Name}-error",
        _ => $"{Name}-error {Name}-hint",
    };
}
