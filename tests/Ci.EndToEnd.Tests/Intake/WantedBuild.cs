namespace Ci.EndToEnd.Tests.Intake;

/// <summary>A build that has to come of a push.</summary>
internal sealed record WantedBuild(string Project, string Ref, string Commit);
