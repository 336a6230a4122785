using System.Globalization;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Ci.Web.Access;

namespace Ci.Web.Api;

/// <summary>What administrators do with webhook secrets, with its line in the audit trail. No project is the installation.</summary>
internal sealed class SecretWork(WebhookSecrets secrets, ActivityStore activity)
{
    public const double UsualOverlap = 24;
    private const double MaxOverlap = 30 * 24;

    /// <summary>Those that are good now, newest first, for somebody who does not see them; empty when the project has none of its own.</summary>
    public IReadOnlyList<SecretVersion> Current(Project? project) => secrets.Current(project);

    /// <summary>The same, given out.</summary>
    public IReadOnlyList<SecretVersion> Read(Project? project, Actor actor)
    {
        var current = secrets.Current(project);
        if (current.Count > 0) activity.Add(actor, "WebhookSecret.Read", Name(project));
        return current;
    }

    /// <summary>Null when the old secret may be good for so many hours more.</summary>
    public static FieldError? CheckOverlap(double hours) =>
        hours is >= 0 and <= MaxOverlap ? null : new("overlapHours", $"The overlap is out of range: use 0 to {MaxOverlap} hours.");

    public void Rotate(Project? project, double overlapHours, Actor actor)
    {
        var made = secrets.Rotate(project, TimeSpan.FromHours(overlapHours), actor.Name);
        activity.Add(actor, "WebhookSecret.Rotated", Name(project), string.Create(CultureInfo.InvariantCulture, $"version {made.Version}, old one good for {overlapHours} h"));
    }

    /// <returns>False when it had none.</returns>
    public bool Remove(Project project, Actor actor)
    {
        if (!secrets.Remove(project)) return false;
        activity.Add(actor, "WebhookSecret.Removed", project.Name);
        return true;
    }

    private static string Name(Project? project) => project?.Name ?? "webhook";
}
