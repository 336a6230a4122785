using System.Security.Cryptography;
using System.Text;

namespace Ci.Jobs.Builds;

/// <summary>The files of one repository's bare mirror, below <c>mirrors/</c>; a mirror can always be fetched again.</summary>
internal sealed class Mirror(string dataDirectory, string repositoryUrl)
{
    // Everything a commit holds is built as it was committed: nothing is left out of the archive or rewritten on its way.
    private const string Attributes = "* -export-ignore -export-subst -filter\n";

    private const int MaxLooseInOne = 4;
    private const int MaxPackFiles = 100;

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetFullPath(dataDirectory), "mirrors", Hash(repositoryUrl) + ".git");

    public string LockFile => Path + ".lock";

    public bool Exists => File.Exists(System.IO.Path.Combine(Path, "HEAD"));

    /// <summary>A mirror that is not there yet is made here first and then renamed, so that a half one is never seen.</summary>
    public string Unfinished => Path + ".new";

    /// <summary>A ref of our own whose name no other branch can collide with (<c>a</c> against <c>a/b</c>).</summary>
    public static string RefOf(string reference) => "refs/ci/" + Hash(reference);

    public static void MarkDamaged(string mirrorPath)
    {
        if (Directory.Exists(mirrorPath)) File.WriteAllText(DamagedFile(mirrorPath), "");
    }

    public void Finish()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Unfinished, "info"));
        File.WriteAllText(System.IO.Path.Combine(Unfinished, "info", "attributes"), Attributes);
        Directory.Move(Unfinished, Path);
    }

    /// <summary>Takes away what a killed git left behind. Only for the owner of the lock, when no git writes here.</summary>
    public void Repair()
    {
        Delete(Unfinished);
        if (File.Exists(DamagedFile(Path))) Delete();
        if (!Directory.Exists(Path)) return;
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Where(IsLeftOver).ToList()) File.Delete(file);
    }

    public void Delete() => Delete(Path);

    /// <summary>
    /// Whether it has so many small files that a clean-up pays: git's own estimate, loose objects in one of their 256 folders, without a
    /// process on the way of every push.
    /// </summary>
    public bool NeedsTidying => Count("objects/17") > MaxLooseInOne || Count("objects/pack") > MaxPackFiles;

    public long Size() => Directory.Exists(Path)
        ? new DirectoryInfo(Path).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Sum(SizeOf)
        : 0;

    private int Count(string folder) => System.IO.Path.Combine(Path, folder) is var full && Directory.Exists(full) ? Directory.EnumerateFiles(full).Count() : 0;

    private static bool IsLeftOver(string file) =>
        System.IO.Path.GetFileName(file) is var name
        && (name.EndsWith(".lock", StringComparison.Ordinal) || name.StartsWith("tmp_", StringComparison.Ordinal) || name.StartsWith(".tmp-", StringComparison.Ordinal) || name == "gc.pid");

    private static long SizeOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0; // git renamed it since it was listed
        }
    }

    // git makes pack files read-only; that stops nobody from deleting them.
    private static void Delete(string directory)
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }

    private static string DamagedFile(string mirrorPath) => System.IO.Path.Combine(mirrorPath, "damaged");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
