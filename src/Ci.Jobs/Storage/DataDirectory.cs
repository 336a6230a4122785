namespace Ci.Jobs.Storage;

/// <summary>The one directory that holds everything worth keeping: databases, logs, keys, mirrors and the route file.</summary>
public sealed class DataDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Creates the directory, for its owner only, and proves that it can be written to.</summary>
    /// <param name="path">Absolute or relative path.</param>
    /// <exception cref="StorageException">The directory cannot be created or written to.</exception>
    public DataDirectory(string path)
    {
        Root = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(Root);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Root, OwnerOnly);
            var probe = Path.Combine(Root, $".write-{Guid.NewGuid():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                $"The data directory {Root} cannot be written to: {failure.Message} Give the server's user write access, or name another one with --data.", failure);
        }
    }

    public string Root { get; }

    public string Database => Path.Combine(Root, "ci.db");

    public string Routes => Path.Combine(Root, "routes.json");

    /// <summary>A directory below the root, made when missing.</summary>
    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
}
