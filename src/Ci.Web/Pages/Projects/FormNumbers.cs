using System.Globalization;
using Ci.Jobs.Projects;

namespace Ci.Web.Pages.Projects;

/// <summary>Reads numbers from a form and collects a sentence for each that is none.</summary>
internal sealed class FormNumbers(List<FieldError> errors)
{
    public int Whole(string field, string? text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return number;
        errors.Add(new(field, $"\"{text}\" is not a whole number."));
        return 1;
    }

    public double Any(string field, string? text)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number;
        errors.Add(new(field, $"\"{text}\" is not a number."));
        return 1;
    }

    /// <summary>Seconds, also with a fraction, as milliseconds.</summary>
    public int Seconds(string field, string? text)
    {
        var ms = Math.Round(Any(field, text) * 1000);
        if (Math.Abs(ms) <= int.MaxValue) return (int)ms;
        errors.Add(new(field, $"{text} s is out of range."));
        return 1000;
    }
}
