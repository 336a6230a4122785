using System.Globalization;

namespace Ci.EndToEnd.Tests.Intake;

/// <summary>What the forges of a busy installation send: pushes of every provider, some sent twice or by two hooks, some that nobody wants, and calls of strangers.</summary>
internal sealed class ForgeTraffic
{
    public const int Projects = 4;
    private const int SharedBranches = 15;
    private readonly Random random;
    private readonly List<ForgeCall> calls = [];
    private readonly List<WantedBuild> wanted = [];

    private ForgeTraffic(int seed) => random = new Random(seed);

    /// <summary>In the order they are sent in, several at a time.</summary>
    public IReadOnlyList<ForgeCall> Calls => calls;

    /// <summary>Every build that has to come of them, each exactly once.</summary>
    public IReadOnlyList<WantedBuild> Wanted => wanted;

    public static string ProjectOf(int number) => string.Create(CultureInfo.InvariantCulture, $"app{number}");

    public static ForgeTraffic Make(int count, int seed)
    {
        var traffic = new ForgeTraffic(seed);
        while (traffic.calls.Count < count) traffic.Add(traffic.calls.Count);
        return traffic;
    }

    private void Add(int number)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"d-{number}");
        var provider = ForgeCall.Providers[random.Next(ForgeCall.Providers.Length)];
        switch (random.Next(100))
        {
            case < 20:
                Push(provider, id, string.Create(CultureInfo.InvariantCulture, $"shared/{random.Next(SharedBranches)}"), twice: false);
                break;
            case < 24:
                Push(provider, id, string.Create(CultureInfo.InvariantCulture, $"two-hooks/{number}"), twice: true);
                break;
            case < 45 when calls.Count > 0:
                // A redelivery, or many: of the last calls, so that it may be on its way at the same instant.
                calls.Add(calls[^(1 + random.Next(Math.Min(40, calls.Count)))]);
                break;
            case < 65:
                // Data Center tells no message; there git would have to be asked.
                calls.Add(ForgeCall.Push(provider == "bitbucket-server" ? "github" : provider, id, ProjectOf(random.Next(Projects)), "main", Hash("b", number), Hash("c", number), "Typo [skip ci]"));
                break;
            case < 80:
                calls.Add(ForgeCall.Push(provider, id, "unknown", "main", Hash("b", number), Hash("c", number)));
                break;
            case < 94:
                calls.Add(new ForgeCall("github", id, random.Next(2) == 0 ? "ping" : "star", "{}"u8.ToArray()));
                break;
            case < 97:
                calls.Add(ForgeCall.Push(provider, id, ProjectOf(0), "main", Hash("b", number), Hash("c", number)) with { Forged = true });
                break;
            default:
                calls.Add(ForgeCall.Push(provider, id, ProjectOf(0), "main", Hash("b", number), Hash("c", number)).Broken());
                break;
        }
    }

    private void Push(string provider, string id, string branch, bool twice)
    {
        var project = ProjectOf(random.Next(Projects));
        var number = calls.Count;
        calls.Add(ForgeCall.Push(provider, id, project, branch, Hash("b", number), Hash("a", number)));
        if (twice) calls.Add(ForgeCall.Push(ForgeCall.Providers[random.Next(ForgeCall.Providers.Length)], id + "-again", project, branch, Hash("b", number), Hash("a", number)));
        wanted.Add(new WantedBuild(project, "refs/heads/" + branch, Hash("a", number)));
    }

    private static string Hash(string kind, int number) => kind + number.ToString("x39", CultureInfo.InvariantCulture);
}
