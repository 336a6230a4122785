namespace Ci.Jobs.Logs;

/// <summary>Takes one line, without its newline; answers whether it wants more.</summary>
internal delegate bool LineTaker(ReadOnlySpan<byte> line);
