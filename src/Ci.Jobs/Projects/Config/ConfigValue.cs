namespace Ci.Jobs.Projects.Config;

/// <summary>What was read behind a key; the member that its <see cref="ConfigKind"/> says is set.</summary>
internal readonly record struct ConfigValue
{
    /// <summary>Of text and scripts; null where null was written.</summary>
    public string? Text { get; init; }

    public IReadOnlyList<string> List { get; init; }

    public IReadOnlyDictionary<string, string> Variables { get; init; }

    public int Whole { get; init; }

    public double Number { get; init; }

    public bool Flag { get; init; }

    public BuildWay Way { get; init; }
}
