using Ci.Jobs.Projects;
using Ci.Jobs.Projects.Config;
using Xunit;

namespace Ci.Jobs.Tests.Projects.Config;

/// <summary>What a file may say, and what comes of it.</summary>
public sealed class RepositoryConfigTests
{
    internal static readonly ProjectSettings Project = new()
    {
        Trigger = new TriggerSettings { Tags = ["v*"] },
        Build = new BuildSettings
        {
            Image = "node:20",
            Command = "make",
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["CI"] = "1", ["LEVEL"] = "info" },
        },
        Run = new RunSettings { Image = "node:20" },
    };

    [Theory]
    [InlineData("")]
    [InlineData("\n\n# nothing yet\n")]
    [InlineData("---\n")]
    [InlineData("null")]
    [InlineData("\uFEFFversion: 1")]
    [InlineData("build:\nrun:\n# port: 80\n")]
    [InlineData("build: {}")]
    public void A_file_that_says_nothing_changes_nothing(string text)
    {
        var applied = RepositoryConfigRules.Apply(text, Project);

        Assert.Equal([], applied.Errors);
        Assert.Equal([], applied.Keys);
        Assert.Same(Project, applied.Settings);
    }

    [Fact]
    public void Every_section_is_laid_over_the_project()
    {
        var applied = RepositoryConfigRules.Apply("""
            version: 1
            trigger:
              paths: [ "web/**", "!*.md" ]
              skipWords: false
            build:
              command: |
                npm ci
                npm run build
              outputDirectory: dist
              caches: npm
              memoryMegabytes: 1024
              cpus: 0.5
            run:
              port: 3000
              command: exec node server.js
            health:
              path: /health
              expectedCodes: 200
            deploy:
              observeMs: 0
              maxErrorPercent: 12.5
            """, Project);

        Assert.Equal([], applied.Errors);
        var s = applied.Settings;
        Assert.Equal(["web/**", "!*.md"], s.Trigger.Paths);
        Assert.Equal((false, "v*"), (s.Trigger.SkipWords, s.Trigger.Tags.Single()));
        Assert.Equal(("npm ci\nnpm run build", "dist", "node:20", 1024, 0.5), (s.Build.Command, s.Build.OutputDirectory, s.Build.Image, s.Build.MemoryMegabytes, s.Build.Cpus));
        Assert.Equal("npm", s.Build.Caches.Single());
        Assert.Equal((3000, "exec node server.js", "/health", "200"), (s.Run.Port, s.Run.Command, s.Health.Path, s.Health.ExpectedCodes));
        Assert.Equal((0, 12.5, 30_000), (s.Deploy.ObserveMs, s.Deploy.MaxErrorPercent, s.Deploy.DrainTimeoutMs));
        Assert.Equal(["trigger.paths", "trigger.skipWords", "build.command", "build.outputDirectory"], applied.Keys.Take(4));
    }

    [Theory]
    [InlineData("build:\n  command: npm ci", "npm ci")]
    [InlineData("build:\n  command:\n    - npm ci\n    - npm test\n", "npm ci\nnpm test")]
    [InlineData("build:\n  command: [\"a: b\", 'c # d']", "a: b\nc # d")]
    [InlineData("build:\n  command: >\n    npm\n    ci\n", "npm ci")]
    [InlineData("build:\n  command: true", "true")]
    [InlineData("\"build\": {\"command\": \"make -j\"}", "make -j")]
    [InlineData("build:\r\n  command: make all\r\n", "make all")]
    public void A_command_is_written_as_one_likes(string text, string command) =>
        Assert.Equal(command, RepositoryConfigRules.Apply(text, Project).Settings.Build.Command);

    [Fact]
    public void Variables_are_taken_as_written_and_laid_over_the_projects()
    {
        var applied = RepositoryConfigRules.Apply("build:\n  environment:\n    VERSION: 1.10\n    DEBUG: yes\n    ON: true\n    OCTAL: 010\n    EMPTY: ''\n    LEVEL: debug\n", Project);

        Assert.Equal([], applied.Errors);
        Assert.Equal(
            "CI=1 DEBUG=yes EMPTY= LEVEL=debug OCTAL=010 ON=true VERSION=1.10",
            string.Join(' ', applied.Settings.Build.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("")]
    public void Null_asks_for_no_health_path(string value)
    {
        Assert.Null(RepositoryConfigRules.Apply($"health:\n  path: {value}\n", Project).Settings.Health.Path);
        Assert.NotEmpty(RepositoryConfigRules.Apply("health:\n  path: \"null\"\n", Project).Errors);
    }

    [Fact]
    public void A_command_build_may_become_a_Dockerfile_build()
    {
        var applied = RepositoryConfigRules.Apply("build:\n  way: Dockerfile\n  directory: web\n", Project);

        Assert.Equal((BuildWay.Dockerfile, "web"), (applied.Settings.Build.Way, applied.Settings.Build.Directory));
    }

    [Fact]
    public void What_was_wrong_with_the_project_before_is_not_the_commits_fault()
    {
        var broken = Project with { Health = new HealthSettings { Path = "nowhere" } };

        Assert.Equal([], RepositoryConfigRules.Apply("run:\n  port: 80\n", broken).Errors);
        Assert.NotEmpty(RepositoryConfigRules.Apply("health:\n  path: nowhere\n", broken).Errors);
    }

    [Fact]
    public void Without_a_project_everything_but_its_limits_is_checked()
    {
        Assert.Equal([], RepositoryConfigRules.Check("build:\n  memoryMegabytes: 100000\n").Errors);
        Assert.Single(RepositoryConfigRules.Check("build:\n  memoryMegabytes: 100000000\n").Errors);
    }

    [Fact]
    public void A_limit_may_be_lowered_and_then_stands_as_low_as_it_was_written()
    {
        var applied = RepositoryConfigRules.Apply("build:\n  timeoutSeconds: 60\nrun:\n  stopSeconds: 10\n", Project);

        Assert.Equal([], applied.Errors);
        Assert.Equal((60, 10), (applied.Settings.Build.TimeoutSeconds, applied.Settings.Run.StopSeconds));
    }
}
