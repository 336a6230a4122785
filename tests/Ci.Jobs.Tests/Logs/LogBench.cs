using Ci.Jobs.Logs;
using Ci.Jobs.Storage;
using Ci.Testing;

namespace Ci.Jobs.Tests.Logs;

/// <summary>A folder of logs on disk, and the words the tests share.</summary>
internal sealed class LogBench : IDisposable
{
    private readonly TemporaryFolder folder = new("logs");

    public LogBench() => Logs = Reopen();

    public static LogKey Build { get; } = new("shop", LogKind.Build, 42);

    public LogFolder Logs { get; private set; }

    public string FilePath => folder.PathTo("logs", "shop", "42.log");

    /// <summary>As after a restart: nothing is known but the files.</summary>
    public LogFolder Reopen() => Logs = new LogFolder(new DataDirectory(folder.Path), TimeProvider.System);

    public string PathTo(params string[] parts) => folder.PathTo(["logs", .. parts]);

    public void Put(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, text);
    }

    public IReadOnlyList<string> Texts() => [.. Logs.Read(Build, 1, int.MaxValue).Select(line => line.Text)];

    public void Dispose() => folder.Dispose();
}
