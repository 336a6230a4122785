namespace Ci.Jobs.Logs;

/// <summary>A stored line cut at its first two spaces, still bytes.</summary>
internal readonly ref struct LogParts(ReadOnlySpan<byte> at, LogStream stream, bool goesOn, bool isEngineTime, ReadOnlySpan<byte> text)
{
    public ReadOnlySpan<byte> At { get; } = at;

    public LogStream Stream { get; } = stream;

    public bool GoesOn { get; } = goesOn;

    public bool IsEngineTime { get; } = isEngineTime;

    public ReadOnlySpan<byte> Text { get; } = text;
}
