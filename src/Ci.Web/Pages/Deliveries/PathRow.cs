using Ci.Jobs.Triggers;

namespace Ci.Web.Pages.Deliveries;

/// <summary>A changed file with a cell for each pattern: yes, no, excluded or a dash.</summary>
internal sealed record PathRow(PathMatch File, IReadOnlyList<string> Cells);
