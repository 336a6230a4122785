using Ci.Jobs.Triggers;

namespace Ci.Web.Pages.Deliveries;

/// <summary>What each path pattern says of each changed file.</summary>
/// <param name="Patterns">The columns.</param>
/// <param name="Rows">The files that are kept as evidence.</param>
/// <param name="More">Files that are counted but not kept.</param>
internal sealed record PathTable(IReadOnlyList<string> Patterns, IReadOnlyList<PathRow> Rows, int More)
{
    public static PathTable Of(PathVerdict verdict)
    {
        var columns = verdict.Patterns.Where(pattern => GlobRules.Problem(pattern) is null).ToList();
        var matches = columns.Select(GlobRules.OfPath).ToList();
        return new(columns, [.. verdict.Files.Select(file => new PathRow(file, [.. columns.Select((pattern, i) => Cell(pattern, matches[i](file.Path)))]))], verdict.Changed - verdict.Files.Count);
    }

    private static string Cell(string pattern, bool matches) => (GlobRules.IsExclusion(pattern), matches) switch
    {
        (true, true) => "excluded",
        (true, false) => "–",
        (false, true) => "yes",
        _ => "no",
    };
}
