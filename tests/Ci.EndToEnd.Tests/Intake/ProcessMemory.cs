using System.Globalization;

namespace Ci.EndToEnd.Tests.Intake;

/// <summary>What a process holds in memory, as the kernel counts it.</summary>
internal static class ProcessMemory
{
    /// <summary>The most it ever held, in megabytes.</summary>
    public static int Peak(int process) => Megabytes(process, "VmHWM:");

    private static int Megabytes(int process, string name) => int.Parse(
        File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(),
        CultureInfo.InvariantCulture) / 1024;
}
