namespace Ci.Web.Api;

/// <summary>How much one answer holds.</summary>
internal static class Limits
{
    public const int Usual = 50;

    public const int Most = 500;

    public static int Clamp(int? limit) => Math.Clamp(limit ?? Usual, 1, Most);

    public static int From(int? offset) => Math.Max(offset ?? 0, 0);
}
