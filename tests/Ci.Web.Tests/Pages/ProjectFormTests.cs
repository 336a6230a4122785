using Ci.Jobs.Projects;
using Ci.Web.Pages.Projects;

namespace Ci.Web.Tests.Pages;

public sealed class ProjectFormTests
{
    [Fact]
    public void A_project_survives_its_form_unchanged()
    {
        var settings = new ProjectSettings
        {
            Build = new() { Image = "node:22", Command = "npm ci\nnpm test", OutputDirectory = "dist", Caches = ["npm"], Environment = new Dictionary<string, string> { ["CI"] = "1" }, Cpus = 1.5 },
            Run = new() { Image = "node:22", Command = "node .", Port = 3000, Environment = new Dictionary<string, string> { ["A"] = " x=y \"z\" ", ["B"] = "" } },
            Health = new() { Path = null, IntervalMs = 250 },
            Deploy = new() { DrainTimeoutMs = 1500, MaxErrorPercent = 2.5 },
        };

        var input = ProjectForms.Read(ProjectForms.Of(Sample.Project with { Settings = settings }), allowHttp: false);

        Assert.Empty(input.Errors);
        Assert.Equivalent(settings, input.Settings, strict: true);
    }

    [Fact]
    public void A_browsers_line_ends_do_not_reach_the_shell()
    {
        var form = ProjectForms.Of(Sample.Project);
        form.BuildCommand = "a\r\nb";

        Assert.Equal("a\nb", ProjectForms.Read(form, allowHttp: false).Settings.Build.Command);
    }

    [Theory]
    [InlineData("Port", "80 80", "\"80 80\" is not a whole number.")]
    [InlineData("Interval", "soon", "\"soon\" is not a number.")]
    [InlineData("Environment", "A=1\nnot a line", "Line 2 has no =: write NAME=value.")]
    [InlineData("Environment", "A=1\nA=2", "Line 2 names A a second time.")]
    [InlineData("Environment", "1A=1", "Line 1: Variable name \"1A\" is not valid")]
    [InlineData("HealthPath", "//evil", "Health path \"//evil\" contains //")]
    [InlineData("Repository", "ext::sh -c x", "Repository URL")]
    public void What_is_wrong_is_said_at_its_field(string field, string typed, string message)
    {
        var form = ProjectForms.Of(Sample.Project with { Settings = new() { Build = new() { Way = BuildWay.Dockerfile } } });
        typeof(ProjectForm).GetProperty(field)!.SetValue(form, typed);

        var error = Assert.Single(ProjectForms.Read(form, allowHttp: false).Errors);

        Assert.Equal(field, error.Field);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_field_the_rules_can_name_has_an_input()
    {
        var settings = new ProjectSettings
        {
            Build = new() { Directory = "/", OutputDirectory = "/", TimeoutSeconds = -1, MemoryMegabytes = -1, Cpus = -1, Pids = -1, LogMegabytes = -1, Caches = ["x"], Environment = new Dictionary<string, string> { ["1"] = "" } },
            Run = new() { Command = " ", Port = -1, MemoryMegabytes = -1, Cpus = -1, Pids = -1, StopSeconds = -1, Environment = new Dictionary<string, string> { ["1"] = "" } },
            Health = new() { Path = "x", ExpectedCodes = "x", IntervalMs = -1, TimeoutMs = -1, HealthyInARow = -1, DeadlineMs = -1, StayRunningMs = -1 },
            Deploy = new() { DrainTimeoutMs = -1, ObserveMs = -1, MaxErrorPercent = -1, MinRequests = -1 },
        };
        var dockerfile = settings with { Build = settings.Build with { Way = BuildWay.Dockerfile, Dockerfile = "/" } };
        var named = new[] { settings, dockerfile }.SelectMany(each => ProjectValidation.Check("!", "!", "!!..", each, allowHttp: false)).Select(error => error.Field).Distinct(StringComparer.Ordinal).ToList();

        Assert.Equal(34, named.Count);
        Assert.All(named, field => Assert.NotNull(typeof(ProjectForm).GetProperty(FormErrors.Input(field))));
    }
}
