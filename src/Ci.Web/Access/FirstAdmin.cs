using System.Security.Cryptography;
using System.Text;

namespace Ci.Web.Access;

/// <summary>
/// The way in of the first administrator: a token that only the server's log shows, new at every start, good until somebody used it.
/// </summary>
internal sealed class FirstAdmin(UserStore users, Passwords passwords)
{
    // Letters and digits that nobody mistakes for another.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private volatile bool closed;

    /// <summary>Twelve characters in groups of four; for the log only.</summary>
    public string Token { get; } = string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));

    /// <summary>False for good once an administrator exists.</summary>
    public bool IsOpen => !closed && !(closed = users.HasAdmin());

    public bool Matches(string? token) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes((token ?? "").Trim().ToUpperInvariant())), SHA256.HashData(Encoding.UTF8.GetBytes(Token)));

    /// <summary>Adds the administrator.</summary>
    /// <returns>Null when somebody else was first.</returns>
    public User? Create(string name, string password) => users.AddFirstAdmin(name, passwords.Hash(password));
}
