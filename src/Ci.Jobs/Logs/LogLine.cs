namespace Ci.Jobs.Logs;

/// <summary>One stored line.</summary>
/// <param name="Number">Its number in the log, from 1. It never changes.</param>
/// <param name="At">When it was printed, cut to 100 ns.</param>
/// <param name="Stream">Where it comes from.</param>
/// <param name="Text">Text without control characters except tabs and color escapes.</param>
public sealed record LogLine(int Number, DateTimeOffset At, LogStream Stream, string Text);
