using System.Globalization;

namespace Ci.Web.Pages.Shared;

/// <summary>A line of durations, the newest at its right end with a dot.</summary>
/// <param name="Points">Value of the polyline's <c>points</c>.</param>
/// <param name="EndX">Where the dot is.</param>
/// <param name="EndY">Where the dot is.</param>
internal sealed record Sparkline(string Points, double EndX, double EndY)
{
    public const int Width = 84, Height = 20;
    private const double Margin = 3;

    /// <param name="lengths">Newest first.</param>
    /// <returns>Null with fewer than two: a line needs them.</returns>
    public static Sparkline? Of(IEnumerable<TimeSpan> lengths)
    {
        var values = lengths.Take(16).Reverse().Select(length => length.TotalSeconds).ToList();
        if (values.Count < 2) return null;
        var (least, most) = (values.Min(), values.Max());
        var points = values.Select((value, index) => (
            X: Math.Round(Margin + (Width - 2 * Margin) * index / (values.Count - 1), 1),
            Y: Math.Round(most > least ? Margin + (Height - 2 * Margin) * (most - value) / (most - least) : Height / 2.0, 1))).ToList();
        return new(string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.X},{p.Y}"))), points[^1].X, points[^1].Y);
    }
}
