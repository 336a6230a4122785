namespace Ci.Web.Access;

/// <summary>What somebody may do; each includes those before it.</summary>
internal enum Role
{
    /// <summary>Reads everything but secrets.</summary>
    Viewer,

    /// <summary>Runs builds, rollbacks and cancels.</summary>
    Deployer,

    /// <summary>Configures projects, people and the server.</summary>
    Admin,
}
