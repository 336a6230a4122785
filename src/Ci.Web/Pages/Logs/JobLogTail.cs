using System.Globalization;
using System.Net;
using System.Text;
using Ci.Jobs.Logs;
using Hangfire;
using Hangfire.Common;
using Hangfire.Dashboard;

namespace Ci.Web.Pages.Logs;

/// <summary>On a job's page of the Hangfire dashboard: the way to its build or deployment, and the end of its log. Everything is encoded.</summary>
internal static class JobLogTail
{
    private const int Lines = 30;

    public static IGlobalConfiguration UseJobLogTail(this IGlobalConfiguration hangfire, IServiceProvider services) => hangfire
        .UseJobDetailsRenderer(10, details => new NonEscapedString(details.JobDetails.Job is { } job && KeyOf(job) is { } key ? Render(key, services.GetRequiredService<LogFolder>()) : ""));

    // Jobs are (project, number) of a build, or of a deployment.
    private static LogKey? KeyOf(Job job) => job.Args is [string project, int number, ..]
        ? new LogKey(project, job.Type.Name == "BuildJob" ? LogKind.Build : LogKind.Deployment, number)
        : null;

    private static string Render(LogKey key, LogFolder logs)
    {
        var page = string.Create(CultureInfo.InvariantCulture, $"/projects/{Uri.EscapeDataString(key.Project)}/{(key.Kind == LogKind.Build ? "builds" : "deployments")}/{key.Number}");
        var name = string.Create(CultureInfo.InvariantCulture, $"{key.Project} {(key.Kind == LogKind.Build ? "build" : "deployment")} #{key.Number}");
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<h3><a href=\"{WebUtility.HtmlEncode(page)}\">{WebUtility.HtmlEncode(name)}</a></h3>");
        var last = logs.Read(key, Math.Max(1, logs.Count(key) - Lines + 1), Lines);
        if (last.Count == 0) return html.ToString();
        html.Append("<pre>");
        foreach (var line in last) html.Append(WebUtility.HtmlEncode(LogRules.WithoutColors(line.Text))).Append('\n');
        return html.Append("</pre>").ToString();
    }
}
