using System.Globalization;
using System.Text;
using Ci.Jobs.Storage;

namespace Ci.Jobs.Logs;

public enum LogKind { Build, Deployment }
public enum LogStream { Out, Err, Step, Note }
public sealed record LogKey(string Project, LogKind Kind, int Number);
public sealed record LogResume(string? OutAt, int OutCount, string? ErrAt, int ErrCount);
public static class LogRules { public static string Clean(string text) => text; }
public sealed class LogFolder(DataDirectory data, TimeProvider time)
{
    public LogWriter Append(LogKey key)
    {
        var folder = Path.Combine(data.Root, "logs", key.Project, key.Kind == LogKind.Deployment ? "deployments" : "");
        Directory.CreateDirectory(folder);
        return new LogWriter(Path.Combine(folder, key.Number.ToString(CultureInfo.InvariantCulture) + ".log"), time);
    }

    public Stream? OpenRaw(LogKey key)
    {
        var path = Path.Combine(data.Root, "logs", key.Project, key.Kind == LogKind.Deployment ? "deployments" : "", key.Number.ToString(CultureInfo.InvariantCulture) + ".log");
        return File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null;
    }

    public void Delete(string project) => Directory.Delete(Path.Combine(data.Root, "logs", project), true);
}

public sealed class LogWriter(string path, TimeProvider time) : IDisposable
{
    private readonly StreamWriter writer = new(path, append: true, new UTF8Encoding(false)) { AutoFlush = true };
    private LogResume resume = Read(path);

    public long Bytes => writer.BaseStream.Length;

    public LogResume Resume { get { lock (writer) return resume; } }

    public void Write(LogStream stream, string text) => Line(stream, text, time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffffff00Z", CultureInfo.InvariantCulture));

    public void Write(LogStream stream, string text, string at)
    {
        Line(stream, text, at);
        lock (writer) resume = Grow(resume, stream, at);
    }

    private void Line(LogStream stream, string text, string at)
    {
        lock (writer) writer.Write($"{at} {stream.ToString().ToLowerInvariant()} {text}\n");
    }

    private static LogResume Grow(LogResume resume, LogStream stream, string at) => stream == LogStream.Out
        ? resume with { OutAt = at, OutCount = at == resume.OutAt ? resume.OutCount + 1 : 1 }
        : resume with { ErrAt = at, ErrCount = at == resume.ErrAt ? resume.ErrCount + 1 : 1 };

    private static LogResume Read(string path)
    {
        var last = new LogResume(null, 0, null, 0);
        if (!File.Exists(path)) return last;
        foreach (var line in File.ReadLines(path))
        {
            var parts = line.Split(' ', 3);
            if (parts.Length > 1 && parts[1] is "out" or "err") last = Grow(last, parts[1] == "out" ? LogStream.Out : LogStream.Err, parts[0]);
        }

        return last;
    }

    public void Flush() { lock (writer) writer.Flush(); }

    public void Dispose() => writer.Dispose();
}
