namespace Ci.Jobs.Logs;

public enum LogKind
{
    Build,
    Deployment,
}
