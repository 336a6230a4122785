using Ci.Testing;

namespace Ci.Demo;

/// <summary>How one push went, beside how it was meant to go.</summary>
internal sealed record PushResult(string Title, string Commit, BuildView Build, DeploymentView? Deployment)
{
    /// <summary>From the webhook to the answer of the new version through the proxy, or to the verdict that there will be none.</summary>
    public TimeSpan Took { get; init; }

    public required string ExpectedState { get; init; }

    public required string ExpectedVersion { get; init; }

    /// <summary>What the proxy served once the deployment had settled.</summary>
    public required string ServedVersion { get; init; }

    public int Requests { get; init; }

    public IReadOnlyCollection<string> Failures { get; init; } = [];

    public bool IsAsExpected =>
        Deployment?.State == ExpectedState && ServedVersion == ExpectedVersion && Failures.Count == 0;
}
