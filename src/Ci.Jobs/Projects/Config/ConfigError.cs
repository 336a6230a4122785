using System.Globalization;

namespace Ci.Jobs.Projects.Config;

/// <summary>What is wrong at one place of a <c>.ci.yml</c> and what would be right, in one sentence.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 units as editors count.</param>
/// <param name="Message">Begins as the rest of a sentence that names the place.</param>
public sealed record ConfigError(int Line, int Column, string Message)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, column {Column}: {Message}");
}
