namespace Ci.Jobs.Projects.Config;

/// <summary>A part of a YAML document and where it starts.</summary>
internal abstract record ConfigNode(int Line, int Column)
{
    public ConfigError Error(string message) => new(Line, Column, message);

    /// <summary>A value; plain when it was written without quotes, so that it may mean a number, a truth or nothing.</summary>
    internal sealed record Scalar(int Line, int Column, string Text, bool Plain) : ConfigNode(Line, Column)
    {
        public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";
    }

    internal sealed record List(int Line, int Column, IReadOnlyList<ConfigNode> Items) : ConfigNode(Line, Column);

    /// <summary>Keys in the order of the document, each once.</summary>
    internal sealed record Map(int Line, int Column, IReadOnlyList<KeyValuePair<Scalar, ConfigNode>> Entries) : ConfigNode(Line, Column);
}
