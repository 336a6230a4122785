using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Ci.Web.Pages.Shared;

/// <summary>The smallest pieces, used inside lines of text.</summary>
internal static class Markup
{
    private const string Sprite = "/icons.svg";

    /// <summary>An icon beside a word that says the same; hidden from screen readers.</summary>
    public static IHtmlContent Icon(this IHtmlHelper html, string name, string classes = "")
    {
        var spin = name == "loader-circle" ? " spin" : "";
        return new HtmlString($"<svg class=\"icon{spin} {html.Encode(classes)}\" width=\"16\" height=\"16\" aria-hidden=\"true\"><use href=\"{Sprite}#{html.Encode(name)}\"/></svg>");
    }

    public static IHtmlContent Badge(this IHtmlHelper html, Look look) =>
        new HtmlString($"<span class=\"badge\" data-tint=\"{look.Tint}\">{Text(html.Icon(look.Icon))}{html.Encode(look.Word)}</span>");

    /// <summary>The tinted icon alone, for a row whose text says the state.</summary>
    public static IHtmlContent State(this IHtmlHelper html, Look look) =>
        new HtmlString($"<span class=\"state\" data-tint=\"{look.Tint}\" title=\"{html.Encode(look.Word)}\">{Text(html.Icon(look.Icon))}<span class=\"unseen\">{html.Encode(look.Word)}</span></span>");

    /// <summary>Blue is a square with B, green a circle with G: the shape tells them apart without color.</summary>
    public static IHtmlContent Slot(this IHtmlHelper html, string? slot) => slot is null
        ? new HtmlString("<span class=\"chip\" data-slot=\"none\" title=\"no slot yet\"><span class=\"unseen\">no slot yet</span></span>")
        : new HtmlString($"<span class=\"chip\" data-slot=\"{html.Encode(slot)}\" title=\"{html.Encode(slot)} slot\"><span aria-hidden=\"true\">{char.ToUpperInvariant(slot[0])}</span><span class=\"unseen\">{html.Encode(slot)}</span></span>");

    private static string Text(IHtmlContent content) => ((HtmlString)content).Value!;
}
