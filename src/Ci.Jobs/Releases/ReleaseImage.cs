namespace Ci.Jobs.Releases;

/// <summary>An image a build made.</summary>
/// <param name="Id">The engine's content id, <c>sha256:…</c>.</param>
/// <param name="Tag">Tag of ours.</param>
public sealed record ReleaseImage(string Id, string Tag);
