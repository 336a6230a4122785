using Docker.DotNet.Models;

namespace Ci.Jobs.Containers;

/// <summary>What every container of a build or an application may and may not do.</summary>
internal static class Hardening
{
    // What package managers, web servers that drop to another user, and ports below 1024 need; nothing that reaches the host.
    private static readonly string[] Capabilities = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "NET_BIND_SERVICE"];

    /// <param name="memoryMegabytes">Memory and, with it, swap.</param>
    /// <param name="cpus">Processors, in fractions of one.</param>
    /// <param name="pids">Processes and threads.</param>
    public static HostConfig Host(int memoryMegabytes, double cpus, int pids) => new()
    {
        CapDrop = ["ALL"],
        CapAdd = Capabilities,
        SecurityOpt = ["no-new-privileges"],
        Memory = memoryMegabytes * 1048576L,
        MemorySwap = memoryMegabytes * 1048576L,
        // The engine refuses more processors than the machine has.
        NanoCPUs = (long)(Math.Min(cpus, Environment.ProcessorCount) * 1e9),
        PidsLimit = pids,
        // Builds are re-attached by the engine's own record of their output, which only this driver keeps whole.
        LogConfig = new LogConfig { Type = "json-file", Config = new Dictionary<string, string>(StringComparer.Ordinal) },
    };

    public static IList<string> Variables(IEnumerable<KeyValuePair<string, string>> variables) => [.. variables.Select(variable => $"{variable.Key}={variable.Value}")];
}
