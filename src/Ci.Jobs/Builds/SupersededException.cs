namespace Ci.Jobs.Builds;

/// <summary>What was pushed is not the newest any more: a newer commit was built, or the commit was taken off its ref. It must not go live.</summary>
internal sealed class SupersededException(string reason, string nextAction = SupersededException.ByHand) : Exception(reason)
{
    private const string ByHand = "Build it by hand if you want this commit all the same.";

    public string NextAction { get; } = nextAction;
}
