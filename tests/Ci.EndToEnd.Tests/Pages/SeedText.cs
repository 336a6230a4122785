using Ci.Jobs.Logs;

namespace Ci.EndToEnd.Tests.Pages;

/// <summary>What containers and the product wrote.</summary>
internal static class SeedText
{
    public const string Container = """
        warn  redis: reconnecting, attempt 6
        error redis: connect ECONNREFUSED 10.0.4.7:6379
        error GET /posts/blue-green 500 2401 ms
        error GET / 500 4102 ms
        SIGTERM received, closing 17 connections
        exited with code 0
        """;

    public static IEnumerable<(LogStream, string)> RunningBuild =>
    [
        (LogStream.Step, "Checkout"),
        (LogStream.Note, "Commit 8c1f2e9 of main"),
        (LogStream.Step, "Build"),
        .. Enumerable.Range(1, 260).Select(n => (LogStream.Out, $"transforming ({n}) src/cart/DeliveryDate{n}.tsx")),
        (LogStream.Out, "\u001b[36mvite v8.3.8\u001b[39m \u001b[32mbuilding for production...\u001b[39m"),
        (LogStream.Out, "\u001b[32m✓\u001b[39m 1,842 modules transformed."),
        (LogStream.Err, "warning Circular chunk: vendor -> cart -> vendor"),
        (LogStream.Out, "<script>document.title = 'owned'</script>"),
        (LogStream.Out, "dist/assets/index-Cq91d.js                214.87 kB │ gzip: 68.31 kB"),
    ];

    public static IEnumerable<(LogStream, string)> FailedBuild =>
    [
        (LogStream.Step, "Checkout"),
        (LogStream.Note, "Commit 5b7e0d3 of main"),
        (LogStream.Step, "Build"),
        (LogStream.Out, "$ dotnet test --no-build --logger trx"),
        (LogStream.Out, "Starting test execution, please wait..."),
        (LogStream.Err, "[FAIL] Api.Tests.InvoiceTotalsTests.Rounds_half_up_in_KRW"),
        (LogStream.Err, "  Assert.Equal() Failure: Values differ"),
        (LogStream.Err, "  Expected: 12000"),
        (LogStream.Err, "  Actual:   11999.50"),
        (LogStream.Out, "Failed!  - Failed: 2, Passed: 211, Skipped: 1, Total: 214, Duration: 49 s"),
        (LogStream.Note, "The build command failed with exit code 1."),
    ];

    public static IEnumerable<(LogStream, string)> Deployment =>
    [
        (LogStream.Step, "Start"),
        (LogStream.Note, "Container blog-production-77-1 started on green"),
        (LogStream.Step, "Health check"),
        (LogStream.Note, "GET /healthz: 200 in 41 ms"),
        (LogStream.Step, "Switch"),
        (LogStream.Note, "Traffic moved to green #77"),
        (LogStream.Step, "Roll back"),
        (LogStream.Note, "7.4 % of 812 requests failed after the switch, limit 5 %."),
    ];
}
