using Ci.Jobs.Storage;
using Dapper;

namespace Ci.Web.Access;

/// <summary>API tokens in <c>ci.db</c>, by the hash of their text.</summary>
internal sealed class TokenStore(Database database, TimeProvider time)
{
    private const string Columns = "SELECT id, name, role, created_at, created_by, expires_at, last_used_at, revoked_at FROM tokens";
    private static readonly TimeSpan UseStep = TimeSpan.FromMinutes(1);

    /// <summary>Makes a token; its text is returned here and never again.</summary>
    public (ApiToken Token, string Text) Add(string name, Role role, string actor, DateTimeOffset? expiresAt = null)
    {
        var text = TokenText.Make();
        var id = database.Write(db => db.QuerySingle<long>(
            """
            INSERT INTO tokens (name, hash, role, created_at, created_by, expires_at) VALUES (@name, @hash, @role, @now, @actor, @expiresAt)
            RETURNING id
            """,
            new { name, hash = TokenText.Hash(text), role = role.ToString(), now = time.GetUtcNow(), actor, expiresAt }));
        return (Find(id)!, text);
    }

    public ApiToken? Find(long id) => database.Read(db => db.QuerySingleOrDefault<ApiToken>($"{Columns} WHERE id = @id", new { id }));

    /// <summary>Newest first, the revoked ones too.</summary>
    public IReadOnlyList<ApiToken> List() => database.Read(db => db.Query<ApiToken>($"{Columns} ORDER BY id DESC").AsList());

    /// <summary>The token with this text, if it is still good.</summary>
    public ApiToken? FindGood(string text)
    {
        var now = time.GetUtcNow();
        var token = database.Read(db => db.QuerySingleOrDefault<ApiToken>(
            $"{Columns} WHERE hash = @hash AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)", new { hash = TokenText.Hash(text), now }));
        if (token is not null && !(now - token.LastUsedAt < UseStep)) Used(token.Id, now);
        return token;
    }

    /// <returns>False when there is no such token or it was revoked before.</returns>
    public bool Revoke(long id) => database.Write(db => db.Execute(
        "UPDATE tokens SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", new { id, now = time.GetUtcNow() })) > 0;

    // Many requests in one minute are one write.
    private void Used(long id, DateTimeOffset now) => database.Write(db =>
    {
        db.Execute("UPDATE tokens SET last_used_at = @now WHERE id = @id", new { id, now });
    });
}
