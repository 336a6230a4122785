namespace Ci.Jobs.Containers;

/// <summary>
/// Lets through what a log does not have yet, of one stream that is read again from some time on: engine times are sorted within a
/// stream, so lines before the last stored time are known, and so are the first <paramref name="count"/> at exactly that time.
/// </summary>
/// <param name="lastAt">Engine time of the last stored line; null when nothing is stored.</param>
/// <param name="count">Stored lines with that time.</param>
internal sealed class ResumeFilter(string? lastAt, int count)
{
    private int seen;

    public bool IsNew(string at)
    {
        if (lastAt is null) return true;
        var order = string.CompareOrdinal(at, lastAt);
        if (order > 0) return true;
        return order == 0 && ++seen > count;
    }
}
