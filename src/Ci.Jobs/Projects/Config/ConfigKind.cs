namespace Ci.Jobs.Projects.Config;

/// <summary>What may stand behind a key.</summary>
internal enum ConfigKind
{
    /// <summary>One value, taken as it is written.</summary>
    Text,

    /// <summary>The same, or null.</summary>
    OptionalText,

    /// <summary>Text, a list of lines, or null.</summary>
    Script,

    /// <summary>One text or a list of them.</summary>
    List,

    /// <summary>A map of texts.</summary>
    Variables,

    Whole,
    Number,
    Flag,

    /// <summary>A name of <see cref="BuildWay"/>.</summary>
    Way,
}
