namespace Ci.Jobs.Logs;

/// <summary>Names one log: a build's or a deployment's.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Kind">Whether <paramref name="Number"/> counts builds or deployments.</param>
/// <param name="Number">Number within the project, from 1.</param>
public sealed record LogKey(string Project, LogKind Kind, int Number);
