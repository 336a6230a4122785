using System.Globalization;
using Ci.Web.Api;

namespace Ci.Web.Pages.Projects;

/// <summary>What the rules are tried with, as it is typed. Everything is text, so that nothing typed is lost when it is wrong.</summary>
public sealed class TriggerTestForm
{
    public const string Deliveries = "delivery", Commits = "commits", Files = "paths";

    public string? Way { get; set; } = Files;

    public string? Delivery { get; set; }

    public string? From { get; set; }

    public string? To { get; set; }

    public string? Paths { get; set; }

    public string? Branch { get; set; }

    public string? Tag { get; set; }

    public string? Message { get; set; }

    /// <summary>As the API takes it.</summary>
    internal TriggerTestBody Read() => Way switch
    {
        Deliveries => new(Delivery: long.TryParse(Delivery, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0),
        Commits => new(From: Given(From) ?? "", To: Given(To), Branch: Given(Branch), Tag: Given(Tag)),
        _ => new(Paths: Lines(Paths), Branch: Given(Branch), Tag: Given(Tag), Message: Given(Message)),
    };

    // A leading slash is the root, as in a pattern.
    private static IReadOnlyList<string> Lines(string? text) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimStart('/')).Distinct(StringComparer.Ordinal)];

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
