using System.Diagnostics;
using Ci.Jobs.Projects.Config;
using Xunit;

namespace Ci.Jobs.Tests.Projects.Config;

/// <summary>What is wrong is said with its place and what would be right.</summary>
public sealed class RepositoryConfigErrorTests
{
    [Theory]
    [InlineData("biuld:\n  command: x\n", "line 1, column 1: there is no section \"biuld\": did you mean \"build\"?")]
    [InlineData("build:\n  image: a\n  comand: x\n", "line 3, column 3: there is no key \"comand\" in build: did you mean \"command\"?")]
    [InlineData("build:\n  timeout_seconds: 60\n", "line 2, column 3: there is no key \"timeout_seconds\" in build: did you mean \"timeoutSeconds\"?")]
    [InlineData("build:\n  port: 60\n", "line 2, column 3: there is no key \"port\" in build: it belongs below run.")]
    [InlineData("command: make\n", "line 1, column 1: there is no section \"command\": the key command belongs below build or run.")]
    [InlineData("deploy:\n  strategy: x\n", "line 2, column 3: there is no key \"strategy\" in deploy: use drainTimeoutMs, observeMs, maxErrorPercent, minRequests.")]
    [InlineData("pipeline: x\n", "line 1, column 1: there is no section \"pipeline\": use trigger, build, run, health, deploy.")]
    [InlineData("build: make\n", "line 1, column 8: build must be a section with keys below it, indented.")]
    [InlineData("- build\n", "line 1, column 1: the file must have sections such as \"build:\", use trigger, build, run, health, deploy.")]
    [InlineData("just words\n", "line 1, column 1: the file must have sections such as \"build:\", use trigger, build, run, health, deploy.")]
    [InlineData("version: 2\n", "line 1, column 10: version must be 1, the only one there is.")]
    public void A_misspelled_key_is_named_with_the_nearest(string text, string error) => Assert.Equal(error, Only(text));

    [Theory]
    [InlineData("build:\n  timeoutSeconds: 10m\n", "line 2, column 19: build.timeoutSeconds must be a whole number, not \"10m\".")]
    [InlineData("build:\n  timeoutSeconds: \"60\"\n", "line 2, column 19: build.timeoutSeconds must be a whole number, not \"60\".")]
    [InlineData("build:\n  timeoutSeconds: 010\n", "line 2, column 19: build.timeoutSeconds must be a whole number, not \"010\".")]
    [InlineData("build:\n  timeoutSeconds:\n", "line 2, column 18: build.timeoutSeconds must be a whole number, not empty.")]
    [InlineData("build:\n  timeoutSeconds: [1]\n", "line 2, column 19: build.timeoutSeconds must be a whole number, not a list.")]
    [InlineData("run:\n  port: 99999999999\n", "line 2, column 9: run.port is 99999999999, which is far out of range.")]
    [InlineData("build:\n  cpus: .inf\n", "line 2, column 9: build.cpus must be a number, not \".inf\".")]
    [InlineData("trigger:\n  skipWords: yes\n", "line 2, column 14: trigger.skipWords must be true or false, not \"yes\".")]
    [InlineData("build:\n  way: docker\n", "line 2, column 8: build.way must be Command or Dockerfile, not \"docker\".")]
    [InlineData("build:\n  dockerfile: ~\n", "line 2, column 15: build.dockerfile must be a text, not empty.")]
    [InlineData("build:\n  image: {a: b}\n", "line 2, column 10: build.image must be a text, not a map.")]
    [InlineData("build:\n  command: {a: b}\n", "line 2, column 12: build.command must be a text or a list of lines, not a map.")]
    [InlineData("trigger:\n  paths:\n    - a\n    - [b]\n", "line 4, column 7: an entry of trigger.paths must be a text, not a list.")]
    [InlineData("build:\n  environment: [A]\n", "line 2, column 16: build.environment must be a map of names and values, not a list.")]
    [InlineData("build:\n  environment:\n    A:\n", "line 3, column 7: the value of A is missing: use \"\" for an empty one.")]
    public void A_value_of_the_wrong_kind_is_refused(string text, string error) => Assert.Equal(error, Only(text));

    [Theory]
    [InlineData("run:\n  port: 70000\n", "line 2, column 9: run.port: 70000 is out of range: use 1 to 65535.")]
    [InlineData("health:\n  path: //evil\n", "line 2, column 9: health.path: Health path \"//evil\" contains //: use a path of the application such as \"/health\".")]
    [InlineData("build:\n  directory: ../x\n", "line 2, column 14: build.directory: Directory \"../x\" leads out of the repository: use a path inside the repository such as \"src/web\".")]
    [InlineData("build:\n  caches:\n    - npm\n    - zz\n", "line 4, column 7: build.caches: There is no cache \"zz\": use ")]
    [InlineData("trigger:\n  paths:\n    - web\n    - 'a**b'\n", "line 4, column 7: trigger.paths: Pattern \"a**b\" has ** beside other characters")]
    [InlineData("trigger:\n  paths: a{b,c}\n", "line 2, column 10: trigger.paths: Pattern \"a{b,c}\" contains braces")]
    [InlineData("build:\n  environment:\n    A: 1\n    b c: 1\n", "line 4, column 5: build.environment: Variable name \"b c\" is not valid: ")]
    [InlineData("build:\n  image:\n", "line 2, column 9: build.image: Image is missing: ")]
    [InlineData("deploy:\n  maxErrorPercent: 101\n", "line 2, column 20: deploy.maxErrorPercent: The share of errors is out of range: use 0 to 100 percent.")]
    public void A_value_the_project_could_not_have_is_refused(string text, string error) => Assert.StartsWith(error, Only(text), StringComparison.Ordinal);

    [Fact]
    public void What_is_out_of_range_for_every_project_is_told_with_the_range_and_not_for_an_administrator_to_raise() => Assert.Equal(
        "line 2, column 20: build.memoryMegabytes: 2000000 is out of range: use 64 to 1048576 MB.", Only("build:\n  memoryMegabytes: 2000000\n"));

    [Theory]
    [InlineData("name: x\n", "line 1, column 1: name is not for the repository to say: it is set in the project's settings.")]
    [InlineData("repositoryUrl: x\n", "line 1, column 1: repositoryUrl is not for")]
    [InlineData("branch: x\n", "line 1, column 1: branch is not for")]
    [InlineData("trigger:\n  branches: [x]\n", "line 2, column 3: trigger.branches is not for")]
    [InlineData("trigger:\n  tags: x\n", "line 2, column 3: trigger.tags is not for")]
    [InlineData("trigger:\n  pullRequests: true\n", "line 2, column 3: trigger.pullRequests is not for")]
    [InlineData("trigger:\n  schedules: []\n", "line 2, column 3: trigger.schedules is not for")]
    [InlineData("trigger:\n  concurrency: Queue\n", "line 2, column 3: trigger.concurrency is not for")]
    [InlineData("build:\n  memoryMegabytes: 4096\n", "line 2, column 20: build.memoryMegabytes is 4096, and the project allows 2048 MB: lower it, or let an administrator raise it in the project's settings.")]
    [InlineData("run:\n  cpus: 2.5\n", "line 2, column 9: run.cpus is 2.5, and the project allows 2 processors: ")]
    [InlineData("run:\n  stopSeconds: 11\n", "line 2, column 16: run.stopSeconds is 11, and the project allows 10 seconds: ")]
    public void A_commit_gives_itself_no_more_than_the_project_allows(string text, string error) => Assert.StartsWith(error, Only(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("build:\n  image: &a x\n  command: *a\n", "line 2, column 10: anchors and aliases")]
    [InlineData("build:\n  <<: *a\n", "line 2, column 7: anchors and aliases")]
    [InlineData("build: !!map\n  image: x\n", "line 1, column 8: tags (!)")]
    [InlineData("build:\n  image: ! x\n", "line 2, column 10: tags (!)")]
    [InlineData("build:\n  pids: [982\nbranch:\n }\n", "line 2, column 9: this is not valid YAML: look for a bracket or quote that is not closed.")]
    [InlineData("build:\n  image: a\n  image: b\n", "line 3, column 3: the key \"image\" is there twice: remove one.")]
    [InlineData("version: 1\n---\nversion: 1\n", "line 2, column 1: a second document starts here")]
    [InlineData("build:\n  image: [[[[[[[[a]]]]]]]]\n", "line 2, column 15: this is nested deeper than 6 levels")]
    [InlineData("? [a]\n: b\n", "line 1, column 3: a key must be a plain word")]
    [InlineData("build:\n  image: 'x\n", "line 2, column 10: this is not valid YAML, while scanning a quoted scalar, found unexpected end of stream.")]
    [InlineData("build:\n  command: a: b\n", "line 2, column 13: this is not valid YAML, ")]
    [InlineData("build: [a", "line 1, column 10: this is not valid YAML, ")]
    [InlineData("build:\n  command: a\0b\n", "line 2, column 13: the file contains the control character U+0000: remove it.")]
    [InlineData("build:\n  command: a\u2028b\n", "line 2, column 13: the file contains the control character U+2028: remove it.")]
    public void What_is_no_plain_YAML_is_refused(string text, string error) => Assert.StartsWith(error, Only(text), StringComparison.Ordinal);

    [Fact]
    public void All_errors_come_at_once_in_the_order_of_the_file()
    {
        var errors = RepositoryConfigRules.Apply("run:\n  prot: 1\nbuild:\n  imge: x\n  cpus: many\nhealth:\n  path: x\nbranch: y\n", RepositoryConfigTests.Project).Errors;

        Assert.Equal([(2, 3), (4, 3), (5, 9), (7, 9), (8, 1)], errors.Select(error => (error.Line, error.Column)));
    }

    [Fact]
    public void No_more_than_twenty_are_listed_and_the_others_counted()
    {
        var applied = RepositoryConfigRules.Apply(string.Concat(Enumerable.Range(0, 100).Select(i => $"k{i}: 1\n")), RepositoryConfigTests.Project);

        Assert.Equal((20, 80), (applied.Errors.Count, applied.Unlisted));
    }

    [Fact]
    public void A_file_is_64_KB_at_most()
    {
        Assert.Equal("", Only("#" + new string('x', RepositoryConfigRules.MaxBytes - 1)));
        Assert.StartsWith("line 1, column 1: the file is larger than 64 KB", Only("#" + new string('x', RepositoryConfigRules.MaxBytes)), StringComparison.Ordinal);
        Assert.NotEqual("", Only("#" + new string('\u00e9', RepositoryConfigRules.MaxBytes / 2)));
        Assert.Null(RepositoryConfigRules.Decode([(byte)'a', 0xC3, 0x28]));
    }

    [Fact]
    public void Bombs_cost_no_time()
    {
        string[] bombs =
        [
            new('[', 65_000), new('{', 65_000), Repeat("- ", 32_000), Repeat("? ", 32_000), Repeat("[a,", 20_000), "build: " + Repeat("{a: ", 15_000), Repeat("&a ", 20_000), new('"', 65_000),
            string.Concat(Enumerable.Range(0, 350).Select(i => new string(' ', i) + "a:\n")),
            "a: &a [x,x,x]\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"b{i}: &b{i} [*a,*a,*a,*a,*a,*a,*a,*a]\n")),
            string.Concat(Enumerable.Range(0, 9000).Select(i => $"k{i}: 1\n")), "build:\n  environment:\n" + string.Concat(Enumerable.Range(0, 4000).Select(i => $"    V{i}: 1\n")),
            "build:\n  caches: [" + Repeat("zz,", 20_000) + "]", "trigger:\n  paths: [" + Repeat("'**/**/**',", 5000) + "]",
        ];
        var watch = Stopwatch.StartNew();

        Assert.All(bombs[..^1], bomb => Assert.NotEmpty(RepositoryConfigRules.Apply(bomb, RepositoryConfigTests.Project).Errors));
        RepositoryConfigRules.Apply(bombs[^1], RepositoryConfigTests.Project);

        Assert.InRange(watch.ElapsedMilliseconds, 0, 10_000);
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Only(string text) => string.Join('\n', RepositoryConfigRules.Apply(text, RepositoryConfigTests.Project).Errors.Take(1));
}
