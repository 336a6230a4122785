using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Ci.Jobs.Pipeline;
using Ci.Jobs.Projects;

namespace Ci.Web.Live;

/// <summary>What a page can watch: <c>console</c>, <c>deliveries</c>, <c>system</c>, <c>project:shop</c>, <c>build:shop/42</c>, <c>deployment:shop/7</c>.</summary>
/// <param name="Text">The topic as written.</param>
/// <param name="Kind">The word before the colon.</param>
/// <param name="Project">The project; empty for the whole console.</param>
/// <param name="Number">Number of the build or deployment; 0 for others.</param>
internal sealed partial record LiveTopic(string Text, string Kind, string Project, int Number)
{
    public const string Console = "console";

    /// <summary>Stands for everything: read all again.</summary>
    public const string Everything = "*";

    public static bool TryParse(string? text, [NotNullWhen(true)] out LiveTopic? topic)
    {
        topic = null;
        if (text is Console or "deliveries" or "system")
        {
            topic = new LiveTopic(text, text, "", 0);
        }
        else if (text is { Length: < 100 } && Pattern().Match(text) is { Success: true } parts && ProjectRules.Name("project", parts.Groups["project"].Value) is null)
        {
            var number = parts.Groups["number"];
            topic = new LiveTopic(text, parts.Groups["kind"].Value, parts.Groups["project"].Value, number.Success ? int.Parse(number.ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 0);
        }

        return topic is not null;
    }

    /// <summary>The topics under which a change is told, narrowest first.</summary>
    public static IEnumerable<string> Of(Change change) => change.Project.Length == 0 ? [change.Topic]
        : new[] { change.Topic, Topics.Project(change.Project), Console }.Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"\A((?<kind>project):(?<project>[a-z0-9-]+)|(?<kind>build|deployment):(?<project>[a-z0-9-]+)/(?<number>[1-9][0-9]{0,8}))\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
