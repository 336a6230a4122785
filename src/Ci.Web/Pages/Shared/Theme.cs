namespace Ci.Web.Pages.Shared;

/// <summary>Light, dark or as the system says; a cookie, so that the first byte of a page already has it.</summary>
internal static class Theme
{
    public const string Cookie = "ci_theme", System = "system", Dark = "dark", Light = "light";

    public static string Of(HttpRequest request) => request.Cookies[Cookie] is Dark or Light ? request.Cookies[Cookie]! : System;

    public static string After(string theme) => theme switch
    {
        System => Dark,
        Dark => Light,
        _ => System,
    };
}
