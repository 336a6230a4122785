using Ci.Jobs.Triggers;

namespace Ci.Jobs.Builds;

/// <summary>A trigger rule says that the commit is not built; what the rules asked meanwhile said.</summary>
internal sealed class SkippedException(string reason, IReadOnlyList<TriggerStep> steps) : Exception(reason)
{
    public IReadOnlyList<TriggerStep> Steps => steps;
}
