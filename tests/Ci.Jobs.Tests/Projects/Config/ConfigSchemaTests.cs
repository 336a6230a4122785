using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Jobs.Projects.Config;
using Ci.Testing;
using NJsonSchema;
using Xunit;

namespace Ci.Jobs.Tests.Projects.Config;

/// <summary>The schema that editors complete from says what the reader takes, and every setting is either a commit's or the project's.</summary>
public sealed class ConfigSchemaTests
{
    private static readonly string Text = File.ReadAllText(SourceTree.PathTo("docs", "ci.schema.json"));
    private static readonly JsonNode Schema = JsonNode.Parse(Text)!;

    [Fact]
    public void Every_setting_is_for_the_commit_or_for_the_project_to_say()
    {
        var settings = typeof(ProjectSettings).GetProperties().SelectMany(section => section.PropertyType.GetProperties().Select(key => $"{Camel(section.Name)}.{Camel(key.Name)}"));
        var decided = ConfigKeys.All.Select(key => key.Path).Concat(ConfigKeys.ProjectOnly.Where(name => name.Contains('.', StringComparison.Ordinal)));

        Assert.Equal(settings.Order(StringComparer.Ordinal), decided.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_schema_has_the_same_keys_each_with_a_description()
    {
        var sections = Schema["properties"]!.AsObject().Where(section => section.Key != "version").ToList();
        var keys = sections.SelectMany(section => section.Value!["properties"]!.AsObject().Select(key => $"{section.Key}.{key.Key}"));

        Assert.Equal(ConfigKeys.All.Select(key => key.Path), keys);
        Assert.All(sections, section => Assert.False((bool)section.Value!["additionalProperties"]!));
        Assert.All(ConfigKeys.All, key => Assert.EndsWith(".", (string)Of(key)["description"]!, StringComparison.Ordinal));
        Assert.All(ConfigKeys.All.Where(key => key.Limit is not null), key => Assert.Contains("At most what the project allows", (string)Of(key)["description"]!, StringComparison.Ordinal));
    }

    public static TheoryData<string> Numbers => [.. ConfigKeys.All.Where(key => key.Kind is ConfigKind.Whole or ConfigKind.Number).Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void The_ranges_are_those_of_the_project(string path)
    {
        var key = ConfigKeys.All.Single(key => key.Path == path);
        var (least, most) = ((double)Of(key)["minimum"]!, (double)Of(key)["maximum"]!);
        var step = key.Kind == ConfigKind.Whole ? 1 : 0.001;

        Assert.Equal(key.Kind == ConfigKind.Whole ? "integer" : "number", (string)Of(key)["type"]!);
        Assert.All([least, most], value => Assert.Empty(Check(key, value)));
        Assert.All([least - step, most + step], value => Assert.NotEmpty(Check(key, value)));
    }

    [Fact]
    public void The_words_are_those_of_the_project()
    {
        Assert.Equal(Enum.GetNames<BuildWay>(), Schema["properties"]!["build"]!["properties"]!["way"]!["enum"]!.AsArray().Select(name => (string)name!));
        var caches = Schema["properties"]!["build"]!["properties"]!["caches"]!["anyOf"]!;
        Assert.Equal(CacheKinds.Names.Order(StringComparer.Ordinal), caches[0]!["enum"]!.AsArray().Select(name => (string)name!));
        Assert.True(JsonNode.DeepEquals(caches[0], caches[1]!["items"]));
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("null", true)]
    [InlineData("""{"version":1,"build":null}""", true)]
    [InlineData("""{"trigger":{"paths":"web/**","skipWords":true}}""", true)]
    [InlineData("""{"trigger":{"paths":["web/**","!*.md"]},"health":{"path":null}}""", true)]
    [InlineData("""{"build":{"way":"Dockerfile","dockerfile":"deploy/Dockerfile","directory":"web"}}""", true)]
    [InlineData("""{"build":{"command":["npm ci","npm test"],"caches":["npm"],"environment":{"A":1,"B":true,"C":"x","D":1.5}}}""", true)]
    [InlineData("""{"build":{"command":true,"caches":"npm","cpus":1,"timeoutSeconds":60}}""", true)]
    [InlineData("""{"run":{"command":null,"port":3000},"health":{"path":"/health","expectedCodes":200}}""", true)]
    [InlineData("""{"health":{"expectedCodes":"200-399,401"},"deploy":{"observeMs":0,"maxErrorPercent":12.5}}""", true)]
    [InlineData("""[]""", false)]
    [InlineData(""" "build" """, false)]
    [InlineData("""{"version":2}""", false)]
    [InlineData("""{"version":"1"}""", false)]
    [InlineData("""{"name":"x"}""", false)]
    [InlineData("""{"build":[]}""", false)]
    [InlineData("""{"build":{"comand":"x"}}""", false)]
    [InlineData("""{"build":{"way":"docker"}}""", false)]
    [InlineData("""{"build":{"timeoutSeconds":"60"}}""", false)]
    [InlineData("""{"build":{"timeoutSeconds":1.5}}""", false)]
    [InlineData("""{"build":{"timeoutSeconds":null}}""", false)]
    [InlineData("""{"build":{"timeoutSeconds":5}}""", false)]
    [InlineData("""{"build":{"cpus":"1"}}""", false)]
    [InlineData("""{"build":{"caches":"zz"}}""", false)]
    [InlineData("""{"build":{"caches":["npm","zz"]}}""", false)]
    [InlineData("""{"build":{"command":{"a":"b"}}}""", false)]
    [InlineData("""{"build":{"dockerfile":null}}""", false)]
    [InlineData("""{"build":{"environment":{"b c":"1"}}}""", false)]
    [InlineData("""{"build":{"environment":{"A":null}}}""", false)]
    [InlineData("""{"build":{"environment":{"A":[]}}}""", false)]
    [InlineData("""{"build":{"environment":["A"]}}""", false)]
    [InlineData("""{"trigger":{"branches":["x"]}}""", false)]
    [InlineData("""{"trigger":{"skipWords":"true"}}""", false)]
    [InlineData("""{"trigger":{"paths":[["a"]]}}""", false)]
    [InlineData("""{"health":{"path":"health"}}""", false)]
    [InlineData("""{"health":{"expectedCodes":"many"}}""", false)]
    [InlineData("""{"health":{"expectedCodes":700}}""", false)]
    [InlineData("""{"run":{"port":70000}}""", false)]
    public async Task Schema_and_reader_agree(string json, bool right)
    {
        var schema = await JsonSchema.FromJsonAsync(Text, TestContext.Current.CancellationToken);

        // JSON is YAML.
        var errors = RepositoryConfigRules.Apply(json, RepositoryConfigTests.Project).Errors;

        Assert.True(errors.Count == 0 == right, string.Join('\n', errors));
        Assert.Equal(right, schema.Validate(json).Count == 0);
    }

    [Fact]
    public void The_page_about_it_names_every_key_and_its_examples_are_right()
    {
        var page = File.ReadAllText(SourceTree.PathTo("docs", "ci-yml.md"));
        var examples = page.Split("```yaml\n").Skip(1).Select(part => part.Split("```")[0]).ToList();

        Assert.All(ConfigKeys.All, key => Assert.Contains($"`{key.Path}`", page, StringComparison.Ordinal));
        Assert.Equal(2, examples.Count);
        Assert.All(examples, example => Assert.Empty(RepositoryConfigRules.Apply(example, RepositoryConfigTests.Project).Errors));
    }

    private static JsonNode Of(ConfigKey key) => Schema["properties"]![key.Section]!["properties"]![key.Name]!;

    private static IReadOnlyList<ConfigError> Check(ConfigKey key, double value) =>
        RepositoryConfigRules.Check(string.Create(CultureInfo.InvariantCulture, $"{key.Section}:\n  {key.Name}: {value:0.###}\n")).Errors;

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
