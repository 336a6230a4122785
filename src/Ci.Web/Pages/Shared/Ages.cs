using System.Globalization;

namespace Ci.Web.Pages.Shared;

/// <summary>How long ago an instant was, and exactly when.</summary>
internal static class Ages
{
    public static string Text(DateTimeOffset at, DateTimeOffset now)
    {
        var age = now - at;
        return age < TimeSpan.Zero ? $"in {Durations.Rough(-age)}"
            : age < TimeSpan.FromSeconds(1) ? "just now"
            : $"{Durations.Rough(age)} ago";
    }

    /// <summary>Time of day where the server is, with the date when it is another day.</summary>
    public static string Clock(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (local, today) = (TimeZoneInfo.ConvertTime(at, zone), TimeZoneInfo.ConvertTime(now, zone));
        return local.ToString(local.Date == today.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    public static string Exact(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return string.Create(CultureInfo.InvariantCulture, $"{local:yyyy-MM-dd HH:mm:ss zzz}, {at.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
    }
}
