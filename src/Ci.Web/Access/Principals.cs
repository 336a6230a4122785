using System.Globalization;
using System.Security.Claims;

namespace Ci.Web.Access;

/// <summary>Who a request comes from, as claims.</summary>
internal static class Principals
{
    public const string Stamp = "ci:stamp";

    public static ClaimsPrincipal Of(User user) => Make(Schemes.Session, user.Id, user.Name, user.Role, new Claim(Stamp, user.Stamp));

    public static ClaimsPrincipal Of(ApiToken token) => Make(Schemes.Token, token.Id, $"token {token.Name}", token.Role);

    public static long IdOf(ClaimsPrincipal principal) => long.Parse(principal.FindFirstValue(ClaimTypes.NameIdentifier)!, CultureInfo.InvariantCulture);

    public static Role RoleOf(ClaimsPrincipal principal) => Enum.Parse<Role>(principal.FindFirstValue(ClaimTypes.Role)!, ignoreCase: true);

    private static ClaimsPrincipal Make(string scheme, long id, string name, Role role, params Claim[] more) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, id.ToString(CultureInfo.InvariantCulture)),
            new Claim(ClaimTypes.Name, name),
            new Claim(ClaimTypes.Role, Policies.Claim(role)),
            .. more,
        ],
        scheme));
}
