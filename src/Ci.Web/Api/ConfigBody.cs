namespace Ci.Web.Api;

/// <summary>A <c>.ci.yml</c> to be checked.</summary>
internal sealed record ConfigBody
{
    /// <summary>Whose settings it is laid over; without one, limits are not checked.</summary>
    public string? Project { get; init; }

    public string? Text { get; init; }
}
