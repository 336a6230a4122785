using System.Collections.Frozen;

namespace Ci.Web.Pages.Deliveries;

/// <summary>How people call a provider, and where a webhook is set up there.</summary>
/// <param name="Name">As the forge writes itself.</param>
/// <param name="Place">Where its webhooks are.</param>
/// <param name="Secret">What the field for the secret is called there.</param>
/// <param name="Proofs">Headers that carry the proof.</param>
internal sealed record Forge(string Name, string Place, string Secret, params IReadOnlyList<string> Proofs)
{
    /// <summary>Stands for commits that no call told.</summary>
    public const string Look = "poll";

    private static readonly FrozenDictionary<string, Forge> Known = new Dictionary<string, Forge>(StringComparer.Ordinal)
    {
        ["github"] = new("GitHub", "the repository's Settings, Webhooks, Edit", "Secret", "X-Hub-Signature-256"),
        ["gitlab"] = new("GitLab", "the project's Settings, Webhooks, Edit", "Secret token or Signing token", "X-Gitlab-Token", "webhook-signature"),
        ["gitea"] = new("Gitea", "the repository's Settings, Webhooks", "Secret", "X-Gitea-Signature", "X-Forgejo-Signature"),
        ["bitbucket"] = new("Bitbucket", "the repository's Repository settings, Webhooks, Edit", "Secret", "X-Hub-Signature"),
        ["bitbucket-server"] = new("Bitbucket Data Center", "the repository's Repository settings, Webhooks, Edit", "Secret", "X-Hub-Signature"),
        ["generic"] = new("Generic", "the script that sends it", "$SECRET", "X-Ci-Signature-256"),
        [Look] = new("Look", "", ""),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of the providers, for a list to choose from.</summary>
    public static IReadOnlyList<string> All { get; } = ["github", "gitlab", "gitea", "bitbucket", "bitbucket-server", "generic", Look];

    public static Forge Of(string provider) => Known.GetValueOrDefault(provider) ?? new(provider, "its webhook settings", "Secret");
}
