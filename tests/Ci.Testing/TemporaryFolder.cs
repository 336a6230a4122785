namespace Ci.Testing;

/// <summary>A folder of its own under the system's temporary folder, removed with all it holds.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(string purpose = "test") => Path = Directory.CreateTempSubdirectory($"ci-{purpose}-").FullName;

    public string Path { get; }

    public string PathTo(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is just ending may still write here; the operating system clears its temporary folder.
        }
    }
}
