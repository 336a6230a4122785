using System.Diagnostics;
using System.Text;

namespace Ci.Testing;

/// <summary>Collects the lines of both output streams of one process after another.</summary>
internal sealed class ProcessOutput(Action<string>? heard)
{
    private readonly StringBuilder _text = new();

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public override string ToString()
    {
        lock (_text) return _text.ToString();
    }

    private void Add(string? line)
    {
        if (line is null) return;
        lock (_text) _text.Append(line).Append('\n');
        heard?.Invoke(line);
    }
}
