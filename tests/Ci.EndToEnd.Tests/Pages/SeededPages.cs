namespace Ci.EndToEnd.Tests.Pages;

/// <summary>Every page of the console, by a name for its picture.</summary>
internal static class SeededPages
{
    public static IReadOnlyList<(string Name, string Path)> All =>
    [
        ("dashboard", "/"),
        ("project", "/projects/shop"),
        ("project-rolled-back", "/projects/blog"),
        ("project-watching", "/projects/docs"),
        ("project-empty", "/projects/worker"),
        ("project-all", "/projects/shop?all=true"),
        ("build-running", "/projects/shop/builds/43"),
        ("build-queued", "/projects/shop/builds/44"),
        ("build-failed", "/projects/invoices/builds/118"),
        ("build-succeeded", "/projects/shop/builds/41"),
        ("deployment-rolled-back", "/projects/blog/deployments/52"),
        ("deployment-checking", "/projects/shop/deployments/31"),
        ("deployment-live", "/projects/shop/deployments/30"),
        ("project-new", "/projects/new"),
        ("project-settings", "/projects/shop/settings"),
        ("project-settings-triggers", "/projects/docs/settings"),
        ("build-waits-for-worker", "/projects/mail/builds/7"),
        ("build-waits-in-line", "/projects/mail/builds/8"),
        ("settings-webhook", "/settings/webhook"),
        ("settings-webhook-rotate", "/settings/webhook/rotate"),
        ("project-webhook", "/projects/shop/settings/webhook"),
        ("project-webhook-own", "/projects/docs/settings/webhook"),
        ("project-webhook-make", "/projects/shop/settings/webhook/rotate"),
        ("project-webhook-rotate", "/projects/docs/settings/webhook/rotate"),
        ("project-webhook-remove", "/projects/docs/settings/webhook/remove"),
        ("rollback", "/projects/shop/rollback?to=40"),
        ("delete", "/projects/shop/delete"),
        ("cancel-build", "/projects/shop/builds/43/cancel"),
        ("cancel-deployment", "/projects/shop/deployments/31/cancel"),
        ("deliveries", "/deliveries"),
        ("deliveries-filtered", "/deliveries?verdict=Skipped&project=shop&q=acme"),
        ("deliveries-nothing", "/deliveries?q=nobody-pushed-this"),
        ("build-skipped", "/projects/handbook/builds/24"),
        ("trigger-test", "/projects/handbook/trigger-test"),
        .. SeedDeliveries.Pages.Select(page => ($"delivery-{page.Key}", page.Value)),
        ("delivery-built", $"{SeedDeliveries.Pages["platform"]}?project=api"),
        ("replay", $"{SeedDeliveries.Pages["platform"]}/replay"),
        ("trigger-test-answered", $"/projects/handbook/trigger-test?delivery={SeedDeliveries.Pages["platform"].Split('/')[^1]}"),
    ];
}
