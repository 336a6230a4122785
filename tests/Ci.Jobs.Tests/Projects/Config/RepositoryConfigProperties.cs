using Ci.Jobs.Projects;
using Ci.Jobs.Projects.Config;
using Ci.Jobs.Storage;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Projects.Config;

public sealed class RepositoryConfigProperties
{
    private static readonly ProjectSettings Project = RepositoryConfigTests.Project;

    [Property(MaxTest = 500)]
    public void Whatever_the_text_is_errors_are_inside_it(string? text) => Inside(text ?? "", RepositoryConfigRules.Apply(text ?? "", Project).Errors);

    [Property(MaxTest = 3000, Arbitrary = [typeof(ConfigTexts)])]
    public void A_file_is_refused_with_places_or_gives_settings_a_project_could_have(ConfigText file)
    {
        var applied = RepositoryConfigRules.Apply(file.Text, Project);

        Inside(file.Text, applied.Errors);
        if (applied.Errors.Count > 0) Assert.Same(Project, applied.Settings);
        Assert.Empty(ProjectValidation.Check(applied.Settings));
    }

    [Property(MaxTest = 3000, Arbitrary = [typeof(ConfigTexts)])]
    public void Nothing_the_project_keeps_to_itself_changes_and_no_limit_grows(ConfigText file)
    {
        var settings = RepositoryConfigRules.Apply(file.Text, Project).Settings;

        Assert.All(ConfigKeys.All.Where(key => key.Limit is not null), key => Assert.True(key.Limit!(settings) <= key.Limit(Project), key.Path));
        Assert.Equal(Json(Project.Trigger), Json(settings.Trigger with { Paths = Project.Trigger.Paths, SkipWords = Project.Trigger.SkipWords }));
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(ConfigTexts)])]
    public void Laid_over_twice_is_laid_over_once(ConfigText file)
    {
        var once = RepositoryConfigRules.Apply(file.Text, Project).Settings;

        Assert.Equal(Json(once), Json(RepositoryConfigRules.Apply(file.Text, once).Settings));
    }

    private static string Json<T>(T value) => DapperTypes.ToJson(value);

    private static void Inside(string text, IReadOnlyList<ConfigError> errors)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        Assert.InRange(errors.Count, 0, 20);
        Assert.All(errors, error =>
        {
            Assert.InRange(error.Line, 1, lines.Length);
            Assert.InRange(error.Column, 1, lines[error.Line - 1].Length + 1);
            Assert.DoesNotContain(error.Message, char.IsControl);
            Assert.True(error.Message.EndsWith('.') || error.Message.EndsWith('?'), error.Message);
        });
    }
}
