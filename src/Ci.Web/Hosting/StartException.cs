namespace Ci.Web.Hosting;

/// <summary>The server cannot start; the message says why and what to do.</summary>
internal sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
