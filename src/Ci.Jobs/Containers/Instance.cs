using System.Security.Cryptography;
using Ci.Jobs.Storage;

namespace Ci.Jobs.Containers;

/// <summary>This installation's mark on everything it makes in the engine; two installations never touch each other's parts.</summary>
internal sealed class Instance(SettingStore settings)
{
    /// <summary>Eight hex digits, made once per data directory.</summary>
    public string Id { get; } = settings.GetOrMake("instance", () => RandomNumberGenerator.GetHexString(8, lowercase: true));

    public string BuildContainer(string project, int number) => $"ci-{Id}-{project}-build-{number}";

    public string OutputContainer(string project, int number) => $"ci-{Id}-{project}-output-{number}";

    public string Workspace(string project, int number) => $"ci-{Id}-{project}-workspace-{number}";

    public string Cache(string project, string kind, bool deploys) => CacheGroup(project, deploys) + kind;

    /// <summary>How the names of a project's caches begin. What a pull request leaves in one must not get into what is deployed, so its builds have their own.</summary>
    public string CacheGroup(string project, bool deploys) => $"ci-{Id}-{project}-cache-{(deploys ? "" : "pull-request-")}";

    public string SlotContainer(string project, string environment, string slot, int deployment) => $"ci-{Id}-{project}-{environment}-{slot}-{deployment}";

    public string ImageTag(string project, int number) => $"ci-{Id}/{project}:{number}";

    public string SlotNetwork(string project) => $"ci-{Id}-{project}";

    public string BuildNetwork => $"ci-{Id}-builds";

    /// <summary>Labels of everything that belongs to a project.</summary>
    public Dictionary<string, string> LabelsOf(string project, string part, int number) => new(StringComparer.Ordinal)
    {
        [Labels.Instance] = Id,
        [Labels.Project] = project,
        [Labels.Part] = part,
        [Labels.Number] = number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
