namespace Ci.Jobs.Logs;

/// <summary>Where a line comes from.</summary>
public enum LogStream
{
    /// <summary>Standard output of a container or tool.</summary>
    Out,

    /// <summary>Its standard error.</summary>
    Err,

    /// <summary>Heading of a step; the lines until the next heading belong to it.</summary>
    Step,

    /// <summary>The product's own words.</summary>
    Note,
}
