namespace Ci.Web.Pages.SlotView;

/// <summary>A number with a few words about it.</summary>
internal sealed record Figure(string Value, string Detail)
{
    public static Figure Nothing { get; } = new("–", "");
}
