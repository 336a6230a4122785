namespace Ci.Testing;

/// <summary>Finds the files of the repository from wherever a test or the demo was started.</summary>
public static class SourceTree
{
    /// <summary>The folder that holds Ci.sln.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Debug or Release: what the running program was built as, so that it starts a server built the same way.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    public static string PathTo(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Ci.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {start} holds Ci.sln. Run this from a build inside the repository.");
    }
}
