using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ci.Jobs.Projects;

/// <summary>Checks what people enter for a project. Every function gives null when the value is right, else one sentence about it.</summary>
public static partial class ProjectRules
{
    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(StringComparer.Ordinal,
        "api", "webhook", "hangfire", "login", "setup", "health", "healthz", "live", "settings", "system",
        "deliveries", "activity", "projects", "search", "assets", "new");

    /// <summary>The errors among the checks, in their order; empty when everything is right.</summary>
    public static IReadOnlyList<FieldError> Errors(params ReadOnlySpan<FieldError?> checks)
    {
        var errors = new List<FieldError>();
        foreach (var check in checks)
            if (check is not null) errors.Add(check);
        return errors;
    }

    /// <summary>A name is a part of addresses, container names and paths.</summary>
    public static FieldError? Name(string field, string? value) =>
        Reserved.Contains(value ?? "") ? new(field, $"Name \"{value}\" is a word the server uses itself: choose another name.")
        : Verdict(field, value, "Name", ProjectName().IsMatch(value ?? "") ? null : "is not valid",
            "use 1 to 40 lower-case letters, digits and inner dashes, such as \"my-app\"");

    public static FieldError? EnvironmentVariable(string field, string? value) =>
        Verdict(field, value, "Variable name", VariableName().IsMatch(value ?? "") ? null : "is not valid",
            "use up to 200 letters, digits and _, not starting with a digit, such as \"LOG_LEVEL\"");

    public static FieldError? Port(string field, long value) => Number(field, value, 1, 65535);

    public static FieldError? Number(string field, long value, long least, long most, string unit = "") =>
        value >= least && value <= most ? null
        : new(field, string.Create(CultureInfo.InvariantCulture, $"{value} is out of range: use {least} to {most}{(unit.Length > 0 ? " " + unit : "")}."));

    public static FieldError? Duration(string field, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value >= least && value <= most ? null
        : new(field, $"{Spoken(value)} is out of range: use {Spoken(least)} to {Spoken(most)}.");

    private static FieldError? Verdict(string field, string? value, string noun, string? problem, string advice) =>
        string.IsNullOrEmpty(value) ? new(field, $"{noun} is missing: {advice}.")
        : problem is not null ? new(field, $"{noun} \"{Shown(value)}\" {problem}: {advice}.")
        : null;

    // The value goes into pages, answers and logs: short, on one line, and nothing that turns the line around.
    internal static string Shown(string value) =>
        string.Concat(value.Take(60).Select(c => IsInvisible(c) ? '?' : c)) + (value.Length > 60 ? "..." : "");

    private static bool IsInvisible(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Spoken(TimeSpan t) => string.Create(CultureInfo.InvariantCulture,
        $"{(t.TotalSeconds < 120 ? $"{t.TotalSeconds:0.###} s" : t.TotalMinutes < 120 ? $"{t.TotalMinutes:0.#} min" : $"{t.TotalHours:0.#} h")}");

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProjectName();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,199}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariableName();
}
