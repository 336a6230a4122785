using System.Text.RegularExpressions;
using Ci.Jobs.Triggers;

namespace Ci.Web.Webhooks.Providers;

/// <summary>GitHub's <c>push</c> and <c>ping</c>; every other event is answered and ignored.</summary>
public sealed partial class GitHub : IWebhookProvider
{
    private const int MaxText = 200;

    public string Name => "github";

    public string EventOf(IHeaderDictionary headers) => headers["X-GitHub-Event"].ToString();

    public bool Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets) =>
        Signature.Matches(headers["X-Hub-Signature-256"], body, secrets);

    public WebhookCall Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var call = new WebhookCall(Name, Header(headers, "X-GitHub-Event"), Header(headers, "X-GitHub-Delivery"), IsPing: false, [], Ignored: null);
        using var payload = Payload.Parse(body);
        return call.Event switch
        {
            "push" => Pushed(call, Push(payload)),
            "ping" => call with { IsPing = true },
            _ => call with { Ignored = $"Event {call.Event} starts nothing: only pushes do." },
        };
    }

    private static WebhookCall Pushed(WebhookCall call, Push push) => call with
    {
        Pushes = [push],
        Ignored = RepositoryRules.BranchOf(push.Ref) is not { } branch ? $"{push.Ref} is not a branch: only pushes of branches start builds."
            : push.Deleted ? $"Branch {branch} was deleted: there is nothing to build."
            : null,
    };

    private static Push Push(Payload payload)
    {
        var push = new Push(
            payload.Text("repository.full_name"),
            payload.OptionalText("repository.clone_url"),
            payload.OptionalText("repository.ssh_url"),
            payload.Ref("ref"),
            payload.Commit("before"),
            payload.Commit("after"),
            FirstLine(payload.OptionalText("pusher.name") ?? payload.OptionalText("sender.login")) ?? "unknown",
            FirstLine(payload.OptionalText("head_commit.message")),
            FirstLine(payload.OptionalText("head_commit.author.name")),
            payload.Flag("deleted"),
            payload.Flag("forced"));
        if (!FullName().IsMatch(push.Repository)) throw new WebhookFormatException("Field repository.full_name is not an owner and a name with a slash between.");
        if (push.Deleted != push.After is null) throw new WebhookFormatException("Fields deleted and after contradict each other.");
        return push;
    }

    private static string Header(IHeaderDictionary headers, string name)
    {
        var values = headers[name];
        return values is [{ Length: > 0 } value] && HeaderText().IsMatch(value) ? value
            : throw new WebhookFormatException($"Header {name} is missing or not a single short word.");
    }

    private static string? FirstLine(string? text)
    {
        if (text is null) return null;
        var line = text.AsSpan().TrimStart();
        if (line.IndexOfAny('\r', '\n') is var end and >= 0) line = line[..end];
        if (line.Length <= MaxText) return line.ToString();
        // Not between the halves of a pair.
        return line[..(char.IsHighSurrogate(line[MaxText - 1]) ? MaxText - 1 : MaxText)].ToString();
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FullName();

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,100}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeaderText();
}
