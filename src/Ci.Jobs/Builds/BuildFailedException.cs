namespace Ci.Jobs.Builds;

/// <summary>Ends the Hangfire job of a failed build, so that it reads Failed there with the build's reason.</summary>
internal sealed class BuildFailedException(string reason) : Exception(reason);
