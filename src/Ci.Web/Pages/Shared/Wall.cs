using System.Globalization;
using Ci.Jobs.Pipeline;
using Microsoft.AspNetCore.Html;

namespace Ci.Web.Pages.Shared;

/// <summary>The server's clock as pages show it. One reading a page, so that its parts agree.</summary>
internal sealed class Wall(TimeProvider time, ChangeFeed feed)
{
    /// <summary>What the page will have seen of the changes: taken before its rows are read.</summary>
    public long Version { get; } = feed.Version;

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    public TimeZoneInfo Zone => time.LocalTimeZone;

    /// <summary>"4 min ago", which the browser keeps current, with the exact instant on hover.</summary>
    public IHtmlContent Age(DateTimeOffset at) => Tag(at, Ages.Text(at, Now), Ages.Exact(at, Zone), age: true);

    /// <summary>The time of day.</summary>
    public IHtmlContent Clock(DateTimeOffset at) => Tag(at, ClockText(at), Ages.Exact(at, Zone), age: false);

    /// <summary>A day and time to come, in the zone it was planned in.</summary>
    public static IHtmlContent Planned(DateTimeOffset at) => Tag(at, at.ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture), at.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture), age: false);

    public string ClockText(DateTimeOffset at) => Ages.Clock(at, Now, time.LocalTimeZone);

    private static HtmlString Tag(DateTimeOffset at, string text, string exact, bool age)
    {
        var machine = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return new($"<time datetime=\"{machine}\" title=\"{exact}\"{(age ? " data-age" : "")}>{text}</time>");
    }
}
