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
            Trigger = new()
            {
                Branches = ["release/*", "!release/old"], Tags = ["v*"], Paths = ["services/shop", "**/*.md", "!docs/**"], SkipWords = false, PullRequests = true, Concurrency = ConcurrencyPolicy.CancelRunning,
                MissedPushes = MissedPushes.Build, Schedules = [new() { Cron = "30 3 * * 1-5" }, new() { Cron = "0 22 * * 0", Branch = "release/2" }], TimeZone = "Europe/Berlin",
            },
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
    [InlineData("Branches", "ok\r\na{b,c}", "Pattern \"a{b,c}\" contains braces")]
    [InlineData("Tags", "v**", "Pattern \"v**\" has ** beside other characters")]
    [InlineData("Paths", "src\n../etc", "Pattern \"../etc\" contains a . or .. part")]
    [InlineData("TimeZone", "Mars/Olympus", "There is no time zone \"Mars/Olympus\"")]
    [InlineData("Schedules", "0 3 * * *\n30 3 *", "Line 2 has 3 parts")]
    [InlineData("Schedules", "0 3 * * * main now", "Line 1 has 7 parts")]
    [InlineData("Schedules", "@daily", "Line 1 has 1 parts")]
    [InlineData("Schedules", "61 3 * * *", "Schedule \"61 3 * * *\" cannot be read")]
    [InlineData("Schedules", "0 3 * * * -x", "Branch \"-x\" is not valid")]
    public void What_is_wrong_is_said_at_its_field(string field, string typed, string message)
    {
        var form = ProjectForms.Of(Sample.Project with { Settings = new() { Build = new() { Way = BuildWay.Dockerfile } } });
        typeof(ProjectForm).GetProperty(field)!.SetValue(form, typed);

        var error = Assert.Single(ProjectForms.Read(form, allowHttp: false).Errors);

        Assert.Equal(field, error.Field);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_keeps_its_lines_as_a_browser_sends_them_is_read_line_by_line()
    {
        var form = ProjectForms.Of(Sample.Project);
        (form.Paths, form.Schedules) = (" src \r\n\r\n!docs\r\n", "30  3 * * 1-5\tmain\r\n");

        var trigger = ProjectForms.Read(form, allowHttp: false).Settings.Trigger;

        Assert.Equal(["src", "!docs"], trigger.Paths);
        Assert.Equal(new BuildSchedule { Cron = "30 3 * * 1-5", Branch = "main" }, Assert.Single(trigger.Schedules));
    }

    [Fact]
    public void The_next_times_are_those_of_the_lines_that_can_be_read()
    {
        var form = ProjectForms.Of(Sample.Project);
        (form.Schedules, form.TimeZone) = ("30 3 * * 1-5\n61 * * * *\n0 0 31 2 *  release", "Europe/Berlin");

        var times = ScheduleTimes.Of(form, Sample.Now);

        Assert.Equal(["main", "release"], times.Select(one => one.Branch));
        Assert.Equal("2026-03-05T03:30:00+01:00", times[0].Next[0].ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((5, 0), (times[0].Next.Count, times[1].Next.Count));
    }

    [Fact]
    public void The_next_scheduled_build_is_the_earliest_of_all_schedules()
    {
        var project = Sample.Project with
        {
            Settings = new() { Trigger = new() { TimeZone = "Europe/Berlin", Schedules = [new() { Cron = "0 0 1 4 *" }, new() { Cron = "30 3 * * 5", Branch = "release" }, new() { Cron = "0 0 31 2 *" }] } },
        };

        var next = NextBuild.Of(project, Sample.Now)!;

        Assert.Equal(("Fri 03:30 Europe/Berlin", "release"), (next.When(Sample.Now), next.Branch));
        Assert.Equal("Fri 6 Mar 03:30 Europe/Berlin", next.When(Sample.Now.AddDays(-9)));
        Assert.Null(NextBuild.Of(Sample.Project, Sample.Now));
    }

    [Fact]
    public void Every_field_the_rules_can_name_has_an_input()
    {
        var settings = new ProjectSettings
        {
            Trigger = new() { Branches = ["{"], Tags = ["{"], Paths = ["{"], TimeZone = "x", Schedules = [new() { Cron = "x" }] },
            Build = new() { Directory = "/", OutputDirectory = "/", TimeoutSeconds = -1, MemoryMegabytes = -1, Cpus = -1, Pids = -1, LogMegabytes = -1, Caches = ["x"], Environment = new Dictionary<string, string> { ["1"] = "" } },
            Run = new() { Command = " ", Port = -1, MemoryMegabytes = -1, Cpus = -1, Pids = -1, StopSeconds = -1, Environment = new Dictionary<string, string> { ["1"] = "" } },
            Health = new() { Path = "x", ExpectedCodes = "x", IntervalMs = -1, TimeoutMs = -1, HealthyInARow = -1, DeadlineMs = -1, StayRunningMs = -1 },
            Deploy = new() { DrainTimeoutMs = -1, ObserveMs = -1, MaxErrorPercent = -1, MinRequests = -1 },
        };
        var dockerfile = settings with { Build = settings.Build with { Way = BuildWay.Dockerfile, Dockerfile = "/" } };
        var named = new[] { settings, dockerfile }.SelectMany(each => ProjectValidation.Check("!", "!", "!!..", each, allowHttp: false)).Select(error => error.Field).Distinct(StringComparer.Ordinal).ToList();

        Assert.Equal(39, named.Count);
        Assert.All(named, field => Assert.NotNull(typeof(ProjectForm).GetProperty(FormErrors.Input(field))));
    }
}
