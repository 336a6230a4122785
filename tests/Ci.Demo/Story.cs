using Ci.Testing;

namespace Ci.Demo;

/// <summary>Three pushes: one goes live, one replaces it while people use the application, one is sick and rolled back.</summary>
internal sealed class Story(Stage stage, CancellationToken stop)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private string _tip = SignedPush.NoCommit;

    public static async Task<IReadOnlyList<PushResult>> TellAsync(Stage stage, CancellationToken stop)
    {
        var story = new Story(stage, stop);
        return
        [
            await story.FirstPushAsync(),
            await story.UnderLoadAsync(story.SecondPushAsync, "1", "2"),
            await story.UnderLoadAsync(story.SickPushAsync, "2"),
        ];
    }

    private async Task<PushResult> FirstPushAsync()
    {
        Console.WriteLine("\nPush 1: the first version goes live");
        var commit = await stage.Repository.CommitFolderAsync(SourceTree.PathTo("samples", "hello"), "Say hello");
        return await FollowAsync(new Expected("1: first version", "Live", "1"), commit);
    }

    private async Task<PushResult> SecondPushAsync()
    {
        Console.WriteLine("\nPush 2: version 2 replaces it while requests keep coming");
        var commit = await stage.Repository.CommitAsync("VERSION", "2\n", "Version 2");
        return await FollowAsync(new Expected("2: under load", "Live", "2"), commit);
    }

    private async Task<PushResult> SickPushAsync()
    {
        Console.WriteLine("\nPush 3: version 3 starts, but answers 500 on its health path");
        var files = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["VERSION"] = "3\n", ["HEALTH"] = "500 Internal Server Error\n",
        };
        var commit = await stage.Repository.CommitAsync(files, "Version 3, sick");
        return await FollowAsync(new Expected("3: sick", "RolledBack", "2"), commit);
    }

    private async Task<PushResult> UnderLoadAsync(Func<Task<PushResult>> push, params string[] versions)
    {
        await using var load = LoadLoop.Start(stage.ApplicationUrl, body => versions.Contains(VersionIn(body), StringComparer.Ordinal));
        var result = await push();
        await load.StopAsync();
        Console.WriteLine($"  {load.Requests} requests meanwhile, {load.Failed} failed");
        foreach (var failure in load.Failures.Distinct(StringComparer.Ordinal).Take(5)) Console.WriteLine($"    {failure}");
        return result with { Requests = load.Requests, Failures = load.Failures };
    }

    private async Task<PushResult> FollowAsync(Expected expected, string commit)
    {
        var started = TimeProvider.System.GetTimestamp();
        var number = await Step.TakeAsync($"Push {commit[..8]} and send its signed webhook", () => stage.PushAsync(_tip, commit, expected.Title));
        _tip = commit;
        var build = await Step.TakeAsync($"Build {number}", () => stage.Api.BuildEndedAsync(Stage.Project, number, Patience));
        if (build.State != "Succeeded") await ExplainAsync(build);
        stop.ThrowIfCancellationRequested();

        if (expected.State == "Live") await Step.TakeAsync("Start, check health, switch: the proxy serves it", () => ServesAsync(expected.Version));
        var served = TimeProvider.System.GetElapsedTime(started);
        var deployment = await Step.TakeAsync("Deployment settled", () => stage.Api.DeploymentSettledAsync(Stage.Project, number, Patience));
        stop.ThrowIfCancellationRequested();
        Console.WriteLine($"  {deployment.State}{(deployment.Reason is { Length: > 0 } reason ? $": {reason}" : "")}");
        return new PushResult(expected.Title, commit, build, deployment)
        {
            ExpectedState = expected.State,
            ExpectedVersion = expected.Version,
            ServedVersion = await ServedVersionAsync() ?? "none",
            Took = expected.State == "Live" ? served : TimeProvider.System.GetElapsedTime(started),
        };
    }

    private async Task ExplainAsync(BuildView build)
    {
        if (build.Id is { } id) Console.WriteLine(await stage.Api.LogAsync(id));
        throw new InvalidOperationException($"Build {build.Number} ended {build.State}: {build.Reason}");
    }

    private async Task ServesAsync(string version) => await Eventually.GetAsync(
        ServedVersionAsync, served => served == version, $"version {version} at {stage.ApplicationUrl}", Patience, stop);

    private async Task<string?> ServedVersionAsync()
    {
        using var response = await _http.GetAsync(stage.ApplicationUrl, stop);
        return response.IsSuccessStatusCode ? VersionIn(await response.Content.ReadAsStringAsync(stop)) : null;
    }

    private static string? VersionIn(string page)
    {
        const string Before = "Hello from version ";
        var start = page.IndexOf(Before, StringComparison.Ordinal);
        return start < 0 ? null : page[(start + Before.Length)..].Split('<')[0];
    }

    private sealed record Expected(string Title, string State, string Version);
}
