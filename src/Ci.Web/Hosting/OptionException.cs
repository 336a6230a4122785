namespace Ci.Web.Hosting;

/// <summary>An option or environment variable has a value the server cannot use; the message names it and what would be right.</summary>
internal sealed class OptionException(string message) : Exception(message);
