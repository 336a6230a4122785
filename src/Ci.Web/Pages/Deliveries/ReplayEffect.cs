namespace Ci.Web.Pages.Deliveries;

/// <summary>What a replay does for one project.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Ref">What was pushed, as people call it.</param>
/// <param name="Builds">Whether it starts a build.</param>
/// <param name="Text">In a clause.</param>
internal sealed record ReplayEffect(string Project, string Ref, bool Builds, string Text);
