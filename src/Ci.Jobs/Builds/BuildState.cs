namespace Ci.Jobs.Builds;

public enum BuildState
{
    Queued,
    Running,
    Succeeded,
    Failed,
    Canceled,
    Superseded,
    Skipped,
}
