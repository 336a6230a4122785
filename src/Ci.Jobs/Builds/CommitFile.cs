namespace Ci.Jobs.Builds;

/// <summary>Something a commit holds under a path.</summary>
/// <param name="Path">From the repository's root.</param>
/// <param name="Mode">git's, such as <c>100644</c>.</param>
/// <param name="Id">Of its object.</param>
/// <param name="Bytes">0 for what is no file.</param>
internal sealed record CommitFile(string Path, string Mode, string Id, long Bytes)
{
    /// <summary>What stands there instead of a file; null when it is one.</summary>
    public string? Instead => Mode switch
    {
        "100644" or "100755" or "100664" => null,
        "120000" => "a symbolic link",
        "040000" => "a directory",
        "160000" => "a submodule",
        _ => "no ordinary file",
    };
}
