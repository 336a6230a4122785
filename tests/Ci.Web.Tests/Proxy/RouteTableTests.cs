using FsCheck.Xunit;

namespace Ci.Web.Tests.Proxy;

public sealed class RouteTableTests
{
    [Property]
    public void A_table_holds_the_last_route_of_every_project_and_environment((byte Project, byte Environment, byte Port)[] pointed)
    {
        var routes = pointed.Select(p => Route(p.Project % 3, p.Environment % 2, p.Port)).ToList();

        var table = routes.Aggregate(RouteTable.Empty, (t, r) => t.With(r));

        Assert.Equal(routes.Count, table.Version);
        Assert.Equal(routes.Select(r => (r.Project, r.Environment)).Distinct().Count(), table.Routes.Length);
        foreach (var last in routes.GroupBy(r => (r.Project, r.Environment)).Select(g => g.Last()))
            Assert.Equal(last, table.Find(last.Project, last.Environment));
    }

    [Property]
    public void A_removed_project_is_gone_and_every_other_stays((byte Project, byte Environment, byte Port)[] pointed, byte removed)
    {
        var table = pointed.Aggregate(RouteTable.Empty, (t, p) => t.With(Route(p.Project % 3, p.Environment % 2, p.Port)));
        var project = $"p{removed % 3}";

        var rest = table.Without(project);

        Assert.DoesNotContain(rest.Routes, r => r.Project == project);
        Assert.Equal(table.Routes.Where(r => r.Project != project), rest.Routes);
        Assert.Equal(rest.Routes.Length == table.Routes.Length ? table.Version : table.Version + 1, rest.Version);
        Assert.Same(rest, rest.Without(project));
    }

    [Theory]
    [InlineData("", "production", "10.0.0.1", 80)]
    [InlineData("a/b", "production", "10.0.0.1", 80)]
    [InlineData("shop", "", "10.0.0.1", 80)]
    [InlineData("shop", "production", "", 80)]
    [InlineData("shop", "production", "host name", 80)]
    [InlineData("shop", "production", "10.0.0.1", -1)]
    [InlineData("shop", "production", "10.0.0.1", 65536)]
    public void A_route_that_cannot_work_says_why(string project, string environment, string host, int port) =>
        Assert.EndsWith(".", new SlotRoute(project, environment, "blue", 1, 1, host, port).Problem(), StringComparison.Ordinal);

    [Theory]
    [InlineData("10.1.2.3", "http://10.1.2.3:80")]
    [InlineData("fd00::2", "http://[fd00::2]:80")]
    [InlineData("localhost", "http://localhost:80")]
    public void A_route_has_an_address(string host, string expected)
    {
        var route = new SlotRoute("shop", SlotRoute.Production, "blue", 1, 1, host, 80);

        Assert.Null(route.Problem());
        Assert.Equal(expected, route.Address());
    }

    private static SlotRoute Route(int project, int environment, int port) => new($"p{project}", $"e{environment}", "blue", 1, 1, "10.0.0.1", port + 1);
}
