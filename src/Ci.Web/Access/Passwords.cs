using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Ci.Web.Access;

/// <summary>Password hashes. A name nobody has costs as much time as a wrong password.</summary>
internal sealed class Passwords
{
    private const int Rounds = 210_000;
    private readonly PasswordHasher<object> hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private readonly string nobodys;

    public Passwords() => nobodys = Hash(Guid.NewGuid().ToString("N"));

    public string Hash(string password) => hasher.HashPassword(this, password);

    public bool IsRight(User? user, string password)
    {
        var verdict = hasher.VerifyHashedPassword(this, user?.PasswordHash ?? nobodys, password);
        return user is not null && verdict != PasswordVerificationResult.Failed;
    }
}
