using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ci.Testing;

namespace Ci.EndToEnd.Tests.Intake;

/// <summary>One webhook call as its forge would send it, again and again until it is answered.</summary>
/// <param name="Provider">Last part of the address.</param>
/// <param name="Id">Delivery id.</param>
/// <param name="Event">Event in the provider's words.</param>
/// <param name="Body">Raw bytes.</param>
internal sealed record ForgeCall(string Provider, string Id, string Event, byte[] Body)
{
    public static readonly string[] Providers = ["github", "gitlab", "gitea", "bitbucket", "bitbucket-server", "generic"];

    /// <summary>The call is signed with another secret.</summary>
    public bool Forged { get; init; }

    public static ForgeCall Push(string provider, string id, string repository, string branch, string before, string after, string message = "A change", Uri? host = null) =>
        PushRef(provider, id, repository, "refs/heads/" + branch, before, after, message, host);

    /// <summary>A push of any ref.</summary>
    /// <param name="provider">Who tells it.</param>
    /// <param name="id">Delivery id.</param>
    /// <param name="repository">Name below <c>acme</c>.</param>
    /// <param name="reference">Whole; Bitbucket Cloud takes it for a branch.</param>
    /// <param name="before">Where it stood.</param>
    /// <param name="after">Where it stands.</param>
    /// <param name="message">Of the newest commit.</param>
    /// <param name="host">Where the repository can be cloned from; null for nowhere.</param>
    public static ForgeCall PushRef(string provider, string id, string repository, string reference, string before, string after, string message = "A change", Uri? host = null)
    {
        var url = $"{host ?? new Uri("http://127.0.0.1:1/")}acme/{repository}";
        var branch = reference[(reference.IndexOf('/', "refs/".Length) + 1)..];
        object body = provider switch
        {
            "gitlab" => new
            {
                object_kind = "push", @ref = reference, before, after, checkout_sha = after, user_username = "ann", total_commits_count = 1,
                project = new { path_with_namespace = $"acme/{repository}", git_http_url = url + ".git" }, commits = new[] { new { id = after, message } },
            },
            "bitbucket" => new
            {
                actor = new { nickname = "ann" },
                repository = new { full_name = $"acme/{repository}", links = new { html = new { href = url } } },
                push = new { changes = new[] { new { forced = false, created = false, closed = false, old = Branch(branch, before, message), @new = Branch(branch, after, message) } } },
            },
            "bitbucket-server" => new
            {
                eventKey = "repo:refs_changed", actor = new { name = "ann" }, repository = new { slug = repository, project = new { key = "ACME" } },
                changes = new[] { new { @ref = new { id = reference, displayId = branch, type = "BRANCH" }, refId = reference, fromHash = before, toHash = after, type = "UPDATE" } },
            },
            "generic" => new { @ref = reference, before, after, repository = url + ".git", pusher = "ann", message },
            _ => new
            {
                @ref = reference, before, after, repository = new { full_name = $"acme/{repository}", clone_url = url + ".git" }, pusher = new { name = "ann", login = "ann" },
                head_commit = new { id = after, message }, commits = Array.Empty<object>(), total_commits = 1,
            },
        };
        var @event = provider switch { "gitlab" => "Push Hook", "bitbucket" => "repo:push", "bitbucket-server" => "repo:refs_changed", _ => "push" };
        return new ForgeCall(provider, id, @event, JsonSerializer.SerializeToUtf8Bytes(body));
    }

    /// <summary>A pull request for <c>main</c> from a branch of the same repository, as GitHub tells that it was opened.</summary>
    public static ForgeCall PullRequest(string repository, int number, string branch, string commit, Uri host)
    {
        var whole = new { full_name = $"acme/{repository}", clone_url = $"{host}acme/{repository}.git" };
        var body = new
        {
            action = "opened", repository = whole, sender = new { login = "ann" },
            pull_request = new { number, title = "A proposal", user = new { login = "ann" }, head = new { @ref = branch, sha = commit, repo = whole }, @base = new { @ref = "main" } },
        };
        return new ForgeCall("github", Guid.NewGuid().ToString(), "pull_request", JsonSerializer.SerializeToUtf8Bytes(body));
    }

    public HttpRequestMessage ToRequest(Uri console, string secret)
    {
        if (Forged) secret = "another secret";
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(console, "/webhook/" + Provider)) { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var signature = SignedPush.Sign(secret, Body);
        (string Name, string Value)[] headers = Provider switch
        {
            "gitlab" => [("X-Gitlab-Event", Event), ("Idempotency-Key", Id), ("X-Gitlab-Token", secret)],
            "gitea" => [("X-Gitea-Event", Event), ("X-Gitea-Delivery", Id), ("X-Gitea-Signature", signature["sha256=".Length..])],
            "bitbucket" => [("X-Event-Key", Event), ("X-Request-UUID", Id), ("X-Hub-Signature", signature)],
            "bitbucket-server" => [("X-Event-Key", Event), ("X-Request-Id", Id), ("X-Hub-Signature", signature)],
            "generic" => [("X-Ci-Event", Event), ("X-Ci-Delivery", Id), ("X-Ci-Signature-256", signature)],
            _ => [("X-GitHub-Event", Event), ("X-GitHub-Delivery", Id), ("X-Hub-Signature-256", signature)],
        };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return request;
    }

    /// <summary>The same call with bytes that no provider can read, signed all the same.</summary>
    public ForgeCall Broken() => this with { Body = Encoding.UTF8.GetBytes("{\"ref\": [" + Id) };

    private static object Branch(string name, string commit, string message) => new { type = "branch", name, target = new { hash = commit, message } };
}
