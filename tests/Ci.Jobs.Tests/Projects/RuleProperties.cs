using Ci.Jobs.Projects;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Projects;

public sealed class RuleProperties
{
    [Property(MaxTest = 300)]
    public void Whatever_is_entered_gives_null_or_one_printable_sentence(string? text)
    {
        FieldError?[] checks =
        [
            ProjectRules.Name("f", text), ProjectRules.Repository("f", text), ProjectRules.Branch("f", text), ProjectRules.Commit("f", text),
            ProjectRules.RelativeDirectory("f", text), ProjectRules.RelativeFile("f", text), ProjectRules.Image("f", text),
            ProjectRules.HealthPath("f", text), ProjectRules.StatusCodes("f", text), ProjectRules.EnvironmentVariable("f", text),
        ];

        foreach (var error in ProjectRules.Errors(checks)) ProjectRulesTests.Refused(error);
    }

    [Property(MaxTest = 300)]
    public void An_accepted_directory_stays_below_its_root(string[] parts)
    {
        var path = string.Join('/', parts);

        if (ProjectRules.RelativeDirectory("f", path) is null && path.Length > 0)
            Assert.StartsWith("/root", Path.GetFullPath(Path.Combine("/root", path)), StringComparison.Ordinal);
    }

    [Property(MaxTest = 300)]
    public void An_accepted_health_path_never_changes_the_host(string text)
    {
        var path = "/" + text;

        if (ProjectRules.HealthPath("f", path) is null)
            Assert.Equal("candidate", new Uri("http://candidate:8080" + path).Host);
    }
}
