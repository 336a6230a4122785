namespace Ci.Web.Access;

/// <summary>Who did something, and from where.</summary>
/// <param name="Name">User name, or <c>token NAME</c>.</param>
/// <param name="Source">Address of the client.</param>
internal sealed record Actor(string Name, string? Source)
{
    public static Actor Of(HttpContext context) => new(context.User.Identity?.Name ?? "anonymous", context.Connection.RemoteIpAddress?.ToString());
}
