using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ci.Jobs.Storage;

/// <summary>Small files that are whole or not there, readable for their owner only, and safe from a power cut.</summary>
internal static class DurableFile
{
    /// <summary>Gives the file this content, wholly or not at all, and returns when a power cut could not undo it.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var draft = path + ".tmp";
        // A draft left over by a killed program may have another mode; a new file gets ours.
        File.Delete(draft);
        Write(draft, content);
        File.Move(draft, path, overwrite: true);
        FlushDirectory(path);
    }

    /// <summary>Makes the file with this content unless it is there. Of many that do so at once, in any process, one wins.</summary>
    public static void Create(string path, ReadOnlySpan<byte> content)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        Write(draft, content);
        try
        {
            // On Unix File.Move looks first and renames then, so the later of two would replace the earlier one's file; a link never does.
            if (OperatingSystem.IsWindows()) File.Move(draft, path, overwrite: false);
            else if (Link(draft, path) != 0 && !File.Exists(path)) throw new IOException($"{path} could not be made (error {Marshal.GetLastPInvokeError()}).");
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another one won.
        }
        finally
        {
            File.Delete(draft);
        }

        FlushDirectory(path);
    }

    private static void Write(string draft, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(draft, options);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    // A new name is durable only when its directory is; .NET opens no directories.
    private static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        using var handle = Open(directory, flags: 0);
        if (handle.IsInvalid || Sync(handle) != 0)
            throw new IOException($"{directory} could not be flushed to disk (error {Marshal.GetLastPInvokeError()}).");
    }

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(SafeFileHandle handle);
}
