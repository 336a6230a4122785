namespace Hangfire.Sqlite.Writing;

internal enum Durability
{
    /// <summary>On disk before the caller goes on.</summary>
    Synced,

    /// <summary>Visible to all and safe from a killed process; a power cut may undo it until the next synced commit, a second at most.</summary>
    Soon,
}
