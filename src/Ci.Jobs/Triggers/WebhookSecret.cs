using System.Security.Cryptography;
using Ci.Jobs.Projects;

namespace Ci.Jobs.Triggers;

/// <summary>The installation's webhook secret: 64 hex digits, made at the first start and kept.</summary>
public sealed class WebhookSecret(SecretStore secrets)
{
    private const string Name = "webhook";

    public string Value { get; } = secrets.GetOrMake(Name, () => RandomNumberGenerator.GetHexString(64, lowercase: true), "first start");
}
