using System.Globalization;
using System.Text.Json;

namespace Ci.Benchmarks.Intake;

/// <summary>Pushes as GitHub sends them, of about 10 KB: the repository with its many addresses, and five commits.</summary>
internal sealed class PushBodies(Uri repository)
{
    // Most of a real payload is the same address with different ends.
    private static readonly string[] Addresses =
    [
        "forks", "keys{/key_id}", "collaborators{/collaborator}", "teams", "hooks", "issues/events{/number}", "events", "assignees{/user}", "branches{/branch}", "tags",
        "git/blobs{/sha}", "git/tags{/sha}", "git/refs{/sha}", "git/trees{/sha}", "statuses/{sha}", "languages", "stargazers", "contributors", "subscribers", "subscription",
        "commits{/sha}", "git/commits{/sha}", "comments{/number}", "issues/comments{/number}", "contents/{+path}", "compare/{base}...{head}", "merges", "{archive_format}{/ref}",
        "downloads", "issues{/number}", "pulls{/number}", "milestones{/number}", "notifications{?since,all,participating}", "labels{/name}", "releases{/id}", "deployments",
    ];

    public byte[] Make(int number)
    {
        var after = number.ToString("x40", CultureInfo.InvariantCulture);
        var owner = Person("bench");
        var commits = Enumerable.Range(0, 5).Select(n => Commit(n == 4 ? after : Hash(number, n), n)).ToArray();
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            @ref = "refs/heads/main",
            before = Hash(number, 9),
            after,
            repository = RepositoryOf(owner),
            pusher = new { name = "ann", email = "ann@example.com" },
            sender = Person("ann"),
            created = false,
            deleted = false,
            forced = false,
            base_ref = (string?)null,
            compare = $"{repository}/compare/{Hash(number, 9)[..12]}...{after[..12]}",
            commits,
            head_commit = commits[^1],
        });
    }

    private Dictionary<string, object?> RepositoryOf(object owner)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["id"] = 123456789, ["node_id"] = "R_kgDOAAAAAA", ["name"] = "shop", ["full_name"] = "bench/shop", ["private"] = false, ["owner"] = owner, ["html_url"] = repository,
            ["description"] = "A shop that sells what a shop sells, and the pages to look at it", ["fork"] = false, ["default_branch"] = "main", ["clone_url"] = $"{repository}.git",
            ["ssh_url"] = "git@127.0.0.1:bench/shop.git", ["created_at"] = 1700000000, ["pushed_at"] = 1750000000, ["size"] = 4711, ["stargazers_count"] = 12, ["language"] = "C#",
            ["has_issues"] = true, ["has_wiki"] = true, ["archived"] = false, ["open_issues_count"] = 3, ["topics"] = new[] { "shop", "web" }, ["visibility"] = "public",
        };
        foreach (var end in Addresses) fields[$"{end.Split('{')[0].Trim('/').Replace('/', '_')}_url{fields.Count}"] = $"https://api.example.com/repos/bench/shop/{end}";
        return fields;
    }

    private object Commit(string id, int number) => new
    {
        id,
        tree_id = Hash(77, number),
        distinct = true,
        message = $"Show the price of the {number}th thing in the cart\n\nIt was left out where the cart is empty, because the sum is asked for before the first thing is put in. Now the sum of nothing is nothing.",
        timestamp = "2025-06-01T12:00:00+02:00",
        url = $"{repository}/commit/{id}",
        author = new { name = "Ann Example", email = "ann@example.com", username = "ann" },
        committer = new { name = "Ann Example", email = "ann@example.com", username = "ann" },
        added = new[] { $"src/cart/price{number}.cs" },
        removed = Array.Empty<string>(),
        modified = new[] { "src/cart/cart.cs", "src/cart/sum.cs", "tests/cart/sum.cs", "docs/cart.md" },
    };

    private static object Person(string login)
    {
        var url = $"https://api.example.com/users/{login}";
        return new
        {
            login, id = 4711, node_id = "MDQ6VXNlcjQ3MTE=", avatar_url = $"{url}/avatar?v=4", gravatar_id = "", url, html_url = $"https://example.com/{login}", followers_url = $"{url}/followers",
            following_url = url + "/following{/other_user}", gists_url = url + "/gists{/gist_id}", starred_url = url + "/starred{/owner}{/repo}", subscriptions_url = $"{url}/subscriptions",
            organizations_url = $"{url}/orgs", repos_url = $"{url}/repos", events_url = url + "/events{/privacy}", received_events_url = $"{url}/received_events", type = "User", site_admin = false,
        };
    }

    private static string Hash(int number, int nth) => $"{(number * 31) + nth:x8}".PadLeft(40, 'e');
}
