using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Ci.Jobs.Traffic;

internal static class DurableFile
{
    /// <summary>Gives the file this content, wholly or not at all, and returns when a power cut could not undo it.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var draft = path + ".tmp";
        // A draft left over by a killed program may have another mode; a new file gets ours.
        File.Delete(draft);
        using (var stream = new FileStream(draft, OwnerOnly()))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    // The rename itself is durable only when the directory is; .NET opens no directories.
    private static void FlushDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        using var handle = Open(directory, flags: 0);
        if (handle.IsInvalid || Sync(handle) != 0)
            throw new IOException($"{directory} could not be flushed to disk (error {Marshal.GetLastPInvokeError()}).");
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(SafeFileHandle handle);
}
