using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Ci.Jobs.Builds;

/// <summary>
/// Finds git processes by a mark in their environment, which their children inherit: transfer programs whose parent is gone,
/// and those of a server that was killed. (Where there is no /proc, killing the process tree has to be enough.)
/// </summary>
internal static class GitProcesses
{
    public const string Mark = "CI_GIT_RUN";

    /// <summary>Kills every process whose mark begins with the text.</summary>
    public static void Kill(string markStart)
    {
        foreach (var id in Find(markStart))
        {
            try
            {
                using var process = Process.GetProcessById(id);
                process.Kill(entireProcessTree: true);
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It ended by itself.
            }
        }
    }

    public static IReadOnlyList<int> Find(string markStart) =>
        Directory.Exists("/proc/self")
            ? [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit))
                .Where(name => HasMark(name!, Encoding.UTF8.GetBytes($"{Mark}={markStart}"))).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))]
            : [];

    private static bool HasMark(string id, byte[] mark)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{id}/environ").AsSpan();
            return environment.StartsWith(mark) || environment.IndexOf((ReadOnlySpan<byte>)[0, .. mark]) >= 0;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
