using System.Text;

namespace Hangfire.Sqlite.TestProcess;

/// <summary>Lines in a file of this process; what is written stays when the process is killed.</summary>
internal sealed class Record(string folder, string kind)
{
    private readonly FileStream file = new(
        Path.Combine(folder, $"{kind}-{Environment.ProcessId}-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    public void Write(string line)
    {
        lock (file) file.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }
}
