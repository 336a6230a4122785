using Ci.Jobs.Projects;

namespace Ci.Jobs.Triggers;

/// <summary>A push of a call, a project that builds its repository, and the verdict.</summary>
internal sealed record Judged(Project Project, Push Push, TriggerVerdict Verdict);
