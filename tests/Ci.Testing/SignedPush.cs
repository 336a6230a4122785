using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ci.Testing;

/// <summary>A push as GitHub tells it: the JSON payload, its headers and the signature over its bytes.</summary>
public sealed record SignedPush(string Repository, Uri CloneUrl, string After)
{
    /// <summary>The hash a forge writes where there is no commit: before a branch's first push, after its deletion.</summary>
    public const string NoCommit = "0000000000000000000000000000000000000000";

    public string Before { get; init; } = NoCommit;

    public string Ref { get; init; } = "refs/heads/main";

    public string Message { get; init; } = "A change";

    public string Pusher { get; init; } = "ada";

    public string DeliveryId { get; init; } = Guid.NewGuid().ToString();

    public bool Forced { get; init; }

    /// <summary>Paths the head commit claims to have modified.</summary>
    public IReadOnlyList<string> Modified { get; init; } = [];

    /// <summary>Signs the payload and posts it to <c>/webhook/github</c> of the console.</summary>
    public async Task<HttpResponseMessage> PostAsync(HttpClient client, Uri console, string secret, CancellationToken stop = default)
    {
        using var request = ToRequest(new Uri(console, "/webhook/github"), secret);
        return await client.SendAsync(request, stop);
    }

    public HttpRequestMessage ToRequest(Uri webhook, string secret)
    {
        var body = ToJson();
        var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "push");
        request.Headers.Add("X-GitHub-Delivery", DeliveryId);
        request.Headers.Add("X-Hub-Signature-256", Sign(secret, body));
        return request;
    }

    /// <summary><c>sha256=</c> and the HMAC in lower-case hex.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public byte[] ToJson()
    {
        var author = new { name = Pusher, email = $"{Pusher}@example.test", username = Pusher };
        var commit = new
        {
            id = After, message = Message, author, committer = author,
            added = Array.Empty<string>(), removed = Array.Empty<string>(), modified = Modified,
        };
        var deleted = After == NoCommit;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            @ref = Ref,
            before = Before,
            after = After,
            created = Before == NoCommit,
            deleted,
            forced = Forced,
            repository = new { full_name = Repository, clone_url = CloneUrl, default_branch = "main" },
            pusher = new { name = Pusher, email = author.email },
            sender = new { login = Pusher },
            head_commit = deleted ? null : commit,
            commits = deleted ? [] : new[] { commit },
        });
    }
}
