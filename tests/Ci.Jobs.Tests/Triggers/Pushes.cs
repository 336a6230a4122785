using Ci.Jobs.Triggers;

namespace Ci.Jobs.Tests.Triggers;

/// <summary>Pushes and calls to begin with.</summary>
internal static class Pushes
{
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    public static readonly Push Main = new(
        "acme/shop", "https://git.example.com/acme/shop.git", null, "refs/heads/main", null, Commit, "ann", "Fix the cart", "Ann", Deleted: false, Forced: false);

    public static readonly Received Received = new("", "10.0.0.1", "Signature is valid, secret 1", [new("X-GitHub-Event", "push")], "{}"u8.ToArray(), 2);

    public static WebhookCall Call(string? id, params Push[] pushes) => new("github", "push", id, IsPing: false, pushes, Ignored: null);

    public static string Hash(char digit) => new(digit, 40);
}
