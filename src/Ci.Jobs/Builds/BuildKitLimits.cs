using System.Globalization;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Builds;

/// <summary>
/// BuildKit ignores a build's own limits, but the engine runs all of its builds in one control group, and limits on that group hold.
/// So one Dockerfile build runs at a time, and the group has the limits of that one.
/// </summary>
internal static class BuildKitLimits
{
    private const string Root = "/sys/fs/cgroup";
    private const int Period = 100_000;

    /// <summary>Sets the limits.</summary>
    /// <returns>What holds now, or why nothing does, as a sentence for the log.</returns>
    public static string Apply(BuildSettings settings)
    {
        try
        {
            var bytes = settings.MemoryMegabytes * 1048576L;
            var quota = (long)(settings.Cpus * Period);
            if (Directory.Exists($"{Root}/memory/docker"))
            {
                // The memory limit must not pass the memory-and-swap limit at any moment, so an old one is taken off first.
                var memory = Directory.CreateDirectory($"{Root}/memory/docker/buildkit").FullName;
                TryWrite($"{memory}/memory.memsw.limit_in_bytes", -1);
                Write($"{memory}/memory.limit_in_bytes", bytes);
                TryWrite($"{memory}/memory.memsw.limit_in_bytes", bytes);
                Write(Path.Combine(Directory.CreateDirectory($"{Root}/pids/docker/buildkit").FullName, "pids.max"), settings.Pids);
                Write(Path.Combine(Directory.CreateDirectory($"{Root}/cpu/docker/buildkit").FullName, "cpu.cfs_quota_us"), quota);
            }
            else if (File.Exists($"{Root}/cgroup.controllers") && Directory.Exists($"{Root}/docker"))
            {
                var group = Directory.CreateDirectory($"{Root}/docker/buildkit").FullName;
                Write($"{group}/memory.max", bytes);
                Write($"{group}/pids.max", settings.Pids);
                File.WriteAllText($"{group}/cpu.max", string.Create(CultureInfo.InvariantCulture, $"{quota} {Period}"));
            }
            else
            {
                return "No limit of memory, processors and processes: this engine's BuildKit group cannot be found.";
            }

            return string.Create(CultureInfo.InvariantCulture, $"Limits: {settings.MemoryMegabytes} MB memory, {settings.Cpus:0.##} processors, {settings.Pids} processes.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"No limit of memory, processors and processes: {failure.Message}";
        }
    }

    private static void Write(string file, long value) => File.WriteAllText(file, value.ToString(CultureInfo.InvariantCulture));

    private static void TryWrite(string file, long value)
    {
        if (File.Exists(file)) Write(file, value);
    }
}
