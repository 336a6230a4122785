using Ci.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary><c>/api/tokens</c>: credentials of programs.</summary>
internal static class TokensApi
{
    /// <param name="Name">Who will use it.</param>
    /// <param name="Role">What it may do.</param>
    /// <param name="ExpiresAt">When it ends; never when left out.</param>
    private sealed record TokenBody(string Name, Role Role, DateTimeOffset? ExpiresAt = null);

    /// <param name="Token">The token's text; it is shown here and never again.</param>
    /// <param name="Details">What is kept of it.</param>
    private sealed record NewToken(string Token, ApiToken Details);

    public static void MapTokens(this RouteGroupBuilder api)
    {
        var tokens = api.MapGroup("/tokens").WithTags("Tokens").RequireAuthorization(Policies.Admin);
        tokens.MapGet("", (TokenStore store) => TypedResults.Ok(store.List())).WithSummary("All tokens, newest first, without their text");
        tokens.MapPost("", Add).WithSummary("Makes a token; its text is in this answer only").ProducesValidationProblem();
        tokens.MapDelete("/{id:long}", Revoke).WithSummary("Revokes a token").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static Results<Created<NewToken>, ProblemHttpResult> Add(TokenBody body, HttpContext context, TokenStore tokens, ActivityStore activity, TimeProvider time)
    {
        if (TokenRules.Name(body.Name) is { } badName) return Problems.Invalid("name", badName);
        if (TokenRules.Expiry(body.ExpiresAt, time.GetUtcNow()) is { } badExpiry) return Problems.Invalid("expiresAt", badExpiry);

        var actor = Actor.Of(context);
        var (token, text) = tokens.Add(body.Name, body.Role, actor.Name, body.ExpiresAt);
        activity.Add(actor, "Token.Added", token.Name, Policies.Claim(token.Role));
        return TypedResults.Created($"/api/tokens/{token.Id}", new NewToken(text, token));
    }

    private static Results<NoContent, ProblemHttpResult> Revoke(long id, HttpContext context, TokenStore tokens, ActivityStore activity)
    {
        if (tokens.Find(id) is not { } token || !tokens.Revoke(id)) return Problems.NotFound($"There is no token {id} that could be revoked.");
        activity.Add(Actor.Of(context), "Token.Revoked", token.Name);
        return TypedResults.NoContent();
    }
}
