using Ci.Jobs.Builds;
using Ci.Jobs.Pipeline;
using Ci.Web.Pages.Shared;
using Ci.Web.Pages.SlotView;

namespace Ci.Web.Pages.Dashboard;

/// <summary>What the dashboard shows.</summary>
internal sealed record Overview(IReadOnlyList<Attention> Attention, IReadOnlyList<WorkItem> Running, IReadOnlyList<WorkItem> Queue, IReadOnlyList<ProjectRow> Rows)
{
    public static Overview Read(Records records, SlotMeter meter, BuildLine line, DateTimeOffset now)
    {
        var rows = new List<ProjectRow>();
        var attention = new List<Attention>();
        foreach (var project in records.Projects.List())
        {
            var builds = records.Builds.List(project.Id, BuildStrip.Most);
            var deployments = records.Deployments.List(project.Id, BuildStrip.Most);
            var row = ProjectRow.Of(project, builds, deployments, line, now);
            rows.Add(row with { PerSecond = row.Live is { } live ? meter.Of(project.Name).GetValueOrDefault(live.Number)?.PerSecond : null });
            attention.AddRange(Dashboard.Attention.Of(row, builds, deployments));
        }

        attention.AddRange(records.Offers.List().Select(Dashboard.Attention.Of));
        var usual = rows.ToDictionary(row => row.Project.Id, row => row.Usual);
        return new(
            [.. attention.OrderByDescending(item => item.At)],
            [.. line.Open.Where(build => build.State == BuildState.Running).Select(build => WorkItem.Running(build, usual.GetValueOrDefault(build.ProjectId), now))],
            [.. line.Open.Where(build => build.State == BuildState.Queued).Select(build => WorkItem.Waiting(build, line, usual.GetValueOrDefault(build.ProjectId), now))],
            [.. rows.OrderBy(row => row.Standing.Rank).ThenByDescending(row => row.LastBuild?.QueuedAt ?? row.Project.CreatedAt)]);
    }

    /// <summary>"5 projects, 3 need attention".</summary>
    public string Summary
    {
        get
        {
            var projects = Words.Count(Rows.Count, "project");
            var worried = Rows.Count(row => row.Standing.Rank <= 1);
            return worried == 0 ? projects : $"{projects}, {worried} {(worried == 1 ? "needs" : "need")} attention";
        }
    }
}
