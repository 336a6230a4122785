namespace Ci.Jobs.Projects;

/// <summary>What happens with a commit that no webhook told.</summary>
public enum MissedPushes
{
    /// <summary>It is put on record; a person decides.</summary>
    Offer,

    /// <summary>It is built, as if its webhook had come. Serves repositories that send none.</summary>
    Build,

    /// <summary>The repository is not looked at.</summary>
    Ignore,
}
