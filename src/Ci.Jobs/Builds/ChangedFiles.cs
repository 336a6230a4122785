namespace Ci.Jobs.Builds;

/// <summary>Files in which two commits differ, a renamed one under both names. Cut: there are more than can be listed.</summary>
internal sealed record ChangedFiles(IReadOnlyList<string> Paths, bool Cut);
