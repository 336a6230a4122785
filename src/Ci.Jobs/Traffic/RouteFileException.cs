namespace Ci.Jobs.Traffic;

/// <summary>The route file cannot be used or written. The message says why and what to do, for an operator.</summary>
public sealed class RouteFileException(string message, Exception? cause = null) : Exception(message, cause);
