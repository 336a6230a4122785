using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Ci.Testing;

/// <summary>A POSIX signal to one process, never to its children.</summary>
public sealed class ProcessSignal
{
    public static readonly ProcessSignal Interrupt = new(2);
    public static readonly ProcessSignal Kill = new(9);
    public static readonly ProcessSignal Terminate = new(15);
    public static readonly ProcessSignal Continue = new(18);
    public static readonly ProcessSignal Stop = new(19);

    private const int NoSuchProcess = 3;
    private readonly int _number;

    private ProcessSignal(int number) => _number = number;

    public void SendTo(Process process) => SendTo(process.Id);

    /// <summary>A process that has ended already is no error.</summary>
    public void SendTo(int processId)
    {
        if (SendSignal(processId, _number) != 0 && Marshal.GetLastPInvokeError() is var error and not NoSuchProcess)
            throw new Win32Exception(error);
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int processId, int signal);
}
