using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Ci.Web.Pages.Settings;

/// <summary>
/// Lets the next page of this browser, and only that one, show a secret. The mark goes through a sealed cookie that is spent by the reading;
/// the secret itself never does.
/// </summary>
internal static class Once
{
    private const string Key = "show";

    public static void Allow(ITempDataDictionary marks, string who, string what) => marks[Key] = Mark(who, what);

    public static bool IsAllowed(ITempDataDictionary marks, string who, string what) => marks.TryGetValue(Key, out var mark) && mark is string text && text == Mark(who, what);

    private static string Mark(string who, string what) => $"{who}\n{what}";
}
