namespace Ci.Web.Pages.Logs;

/// <summary>One line of a log as the page shows it without a script.</summary>
internal sealed record LogRow(int Number, DateTimeOffset At, string Stream, string Text);
