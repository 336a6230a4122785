namespace Ci.Jobs.Builds;

/// <summary>
/// One git command on a mirror. The purpose tells those that write from those that read. Output and Watch may throw to end the
/// command; what they throw is what the caller gets.
/// </summary>
internal sealed record GitCall(string Mirror, string Purpose, IReadOnlyList<string> Arguments)
{
    public const string Write = "write";
    public const string Read = "read";

    /// <summary>Reads the standard output to its end.</summary>
    public Func<Stream, CancellationToken, Task> Output { get; init; } = (stream, stop) => stream.CopyToAsync(Stream.Null, stop);

    /// <summary>Gets the lines of the error stream as they come.</summary>
    public Action<string> Line { get; init; } = _ => { };

    /// <summary>Runs beside the command until its token is canceled.</summary>
    public Func<CancellationToken, Task> Watch { get; init; } = _ => Task.CompletedTask;
}
