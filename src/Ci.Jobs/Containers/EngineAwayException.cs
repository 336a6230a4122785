namespace Ci.Jobs.Containers;

/// <summary>The Docker engine did not answer; work that met it can be taken up again.</summary>
internal sealed class EngineAwayException(string message, Exception? inner = null) : Exception(message, inner);
