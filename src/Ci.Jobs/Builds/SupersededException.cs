namespace Ci.Jobs.Builds;

/// <summary>A newer commit of the branch was built already; this one must not go live after it.</summary>
internal sealed class SupersededException(string reason) : Exception(reason);
