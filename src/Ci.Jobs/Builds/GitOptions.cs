namespace Ci.Jobs.Builds;

/// <summary>Where git keeps its mirrors and how much time and room a repository may take.</summary>
internal sealed record GitOptions(string DataDirectory)
{
    /// <summary>Also takes http:// repositories; anybody on the way can then change what is built.</summary>
    public bool AllowHttp { get; init; }

    /// <summary>For one git command; the longest is the first fetch of a repository.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A transfer below <see cref="LowSpeedBytes"/> a second for this long is given up.</summary>
    public TimeSpan LowSpeedTime { get; init; } = TimeSpan.FromMinutes(1);

    public int LowSpeedBytes { get; init; } = 1000;

    /// <summary>All that is stored of one repository.</summary>
    public long MaxMirrorBytes { get; init; } = 10L << 30;

    /// <summary>The files of one commit together.</summary>
    public long MaxArchiveBytes { get; init; } = 2L << 30;

    /// <summary>Files and directories of one commit.</summary>
    public int MaxArchiveEntries { get; init; } = 500_000;
}
