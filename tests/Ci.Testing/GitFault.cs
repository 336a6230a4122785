namespace Ci.Testing;

/// <summary>How a <see cref="GitServer"/> misbehaves.</summary>
public enum GitFault
{
    None,

    /// <summary>Takes the request and never answers.</summary>
    Hang,

    /// <summary>Answers 500 to everything.</summary>
    Error,

    /// <summary>Answers correctly, a few bytes at a time.</summary>
    Slow,
}
