namespace Ci.Web.Live;

/// <summary>The answer to a watch.</summary>
/// <param name="Version">Version of the last change.</param>
/// <param name="Now">The server's clock, Unix milliseconds.</param>
/// <param name="Changes">What changed under the topic since the version asked for.</param>
internal sealed record Watching(long Version, long Now, IReadOnlyList<Changed> Changes);
