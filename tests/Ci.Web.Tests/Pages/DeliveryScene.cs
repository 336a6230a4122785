using System.Text;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;

namespace Ci.Web.Tests.Pages;

/// <summary>A console that deliveries come to.</summary>
internal sealed class DeliveryScene(ConsoleHost host)
{
    public const string Commit = "5b7e0d3c11111111111111111111111111111111";
    private int given;

    public DeliveryStore Deliveries => host.Get<DeliveryStore>();

    public Project AddProject(string name, string repository = "platform", TriggerSettings? trigger = null) =>
        host.Get<ProjectStore>().Add(name, $"https://github.com/acme/{repository}.git", "main", new ProjectSettings { Trigger = trigger ?? new() }, "ada")!;

    public static Push Push(string reference = "refs/heads/main", string repository = "platform") => new(
        $"acme/{repository}", $"https://github.com/acme/{repository}.git", null, reference, Before: new string('a', 40), Commit, "ann", "Fix the cart", "Ann", Deleted: false, Forced: false);

    public async Task<long> ReceiveAsync(Push push, string provider = "github", string? body = null, params HeaderLine[] headers)
    {
        var call = new WebhookCall(provider, "push", $"d-{Interlocked.Increment(ref given)}", IsPing: false, [push], Ignored: null);
        return (await host.Get<Intake>().AcceptAsync(call, Received(body, headers))).DeliveryId;
    }

    public async Task<long> PingAsync() =>
        (await host.Get<Intake>().AcceptAsync(new WebhookCall("github", "ping", $"d-{Interlocked.Increment(ref given)}", IsPing: true, [], Ignored: null), Received(null, []))).DeliveryId;

    public async Task<long> OfferAsync(Push push) => (await host.Get<Intake>().OfferAsync(
        new WebhookCall("poll", "look", $"d-{Interlocked.Increment(ref given)}", IsPing: false, [push], Ignored: null), Received(null, []) with { Source = null })).DeliveryId;

    public async Task<long> RejectAsync(int status = 401, string reason = "Signature does not match.", string address = "", string provider = "github", params HeaderLine[] headers) =>
        (await host.Get<Intake>().RejectAsync(provider, "push", Received(null, headers) with { Address = address }, reason, status)).DeliveryId;

    private static Received Received(string? body, IReadOnlyList<HeaderLine> headers) =>
        new("", "203.0.113.24", "Signature is valid, secret 1", headers, Encoding.UTF8.GetBytes(body ?? """{"ref":"refs/heads/main"}"""), 25);
}
