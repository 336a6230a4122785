using Ci.Jobs.Deployments;
using Ci.Jobs.Projects;
using Xunit;
using static Ci.Jobs.Tests.Projects.ProjectRulesTests;

namespace Ci.Jobs.Tests.Projects;

public sealed class RunRulesTests
{
    private const string Digest = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("node"), InlineData("node:20"), InlineData("library/node:20-slim"), InlineData("registry.example.com/team/app:1.2"), InlineData("localhost:5000/a"), InlineData("localhost/a/b")]
    [InlineData("registry:5000/a__b/c-d.e:T_1"), InlineData("node:20" + Digest), InlineData("node" + Digest), InlineData("Registry.example.com/a"), InlineData("[::1]:5000/a")]
    public void An_image_reference_is_accepted(string image) => Assert.Null(ProjectRules.Image("image", image));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("Node"), InlineData("node:"), InlineData("node:-x"), InlineData("node 20"), InlineData("-v"), InlineData("node@sha256:12"), InlineData("https://r/a")]
    [InlineData("r.example.com:99999/a"), InlineData("r.example.com:0/a"), InlineData("a//b"), InlineData("a/"), InlineData("/a"), InlineData("a..b"), InlineData("node\n"), InlineData("a:b:c"), InlineData("../a"), InlineData("-r.example.com/a")]
    public void What_no_engine_could_pull_is_refused(string? image) => Refused(ProjectRules.Image("image", image));

    [Theory]
    [InlineData("/"), InlineData("/health"), InlineData("/a/b.html?x=1&u=http://h/@"), InlineData("/a%20b"), InlineData("/~x")]
    public void A_path_of_the_application_is_accepted(string path) => Assert.Null(ProjectRules.HealthPath("health", path));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("health"), InlineData("//h"), InlineData("/\\h"), InlineData("/@h"), InlineData("http://169.254.169.254/"), InlineData("/a b"), InlineData("/a\r\nHost: x")]
    [InlineData("/ä"), InlineData("/a#b"), InlineData("/../x"), InlineData("/%2e%2E/x"), InlineData("/a//b"), InlineData("/a/./b")]
    public void A_health_path_that_may_name_another_place_is_refused(string? path) => Refused(ProjectRules.HealthPath("health", path));

    [Theory]
    [InlineData("200", 200, true), InlineData("200-399,401", 399, true), InlineData("200-399,401", 400, false), InlineData("200-399, 401", 401, true), InlineData("599", 600, false)]
    public void Codes_and_ranges_say_what_is_healthy(string codes, int status, bool healthy)
    {
        Assert.Null(ProjectRules.StatusCodes("codes", codes));
        Assert.Equal(healthy, HealthRules.Expects(codes, status));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData(","), InlineData("200,"), InlineData("399-200"), InlineData("99"), InlineData("600"), InlineData("2xx"), InlineData("200-300-400"), InlineData("-200"), InlineData("+200"), InlineData("0200")]
    public void Other_lists_of_codes_are_refused(string? codes) => Refused(ProjectRules.StatusCodes("codes", codes));

    [Theory]
    [InlineData("PATH", true), InlineData("_a1", true), InlineData("1A", false), InlineData("A-B", false), InlineData("A=B", false), InlineData("", false), InlineData("A\n", false), InlineData("Ä", false)]
    public void Names_of_variables_are_those_of_a_shell(string name, bool right) => Assert.Equal(right, ProjectRules.EnvironmentVariable("env", name) is null);

    [Theory]
    [InlineData(0, false), InlineData(1, true), InlineData(65535, true), InlineData(65536, false), InlineData(-1, false)]
    public void Ports_are_1_to_65535(long port, bool right) => Assert.Equal(right, ProjectRules.Port("port", port) is null);

    [Fact]
    public void A_duration_out_of_range_is_told_in_its_units()
    {
        var error = ProjectRules.Duration("timeout", TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));

        Assert.Equal("0.5 s is out of range: use 1 s to 10 min.", error!.Message);
        Assert.Null(ProjectRules.Duration("timeout", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)));
    }
}
