using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Ci.Web.Access;

/// <summary>Reads <c>Authorization: Bearer ci_…</c>, and looks nowhere else: what is in an address ends in logs and histories.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenStore tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        return Task.FromResult(tokens.FindGood(header[Prefix.Length..].Trim()) is { } token
            ? AuthenticateResult.Success(new AuthenticationTicket(Principals.Of(token), Scheme.Name))
            : AuthenticateResult.Fail("The token is unknown, revoked or expired."));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Answers.Unauthorized(Context, "The API token is unknown, revoked or expired. Make a new one with the server's token command.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Answers.Forbidden(Context);
}
