using Ci.Jobs.Projects.Config;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Projects.Config;

public sealed class SpellingRulesTests
{
    [Theory]
    [InlineData("comand", "command")]
    [InlineData("COMMAND", "command")]
    [InlineData("out_dir", null)]
    [InlineData("output-directory", "outputDirectory")]
    [InlineData("outputDir", null)]
    [InlineData("iamge", "image")]
    [InlineData("images", "image")]
    [InlineData("cpu", "cpus")]
    [InlineData("script", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    public void The_nearest_word_is_found_when_it_is_near(string written, string? near) =>
        Assert.Equal(near, SpellingRules.Nearest(written, ConfigKeys.NamesIn("build")));

    [Property]
    public void A_distance_is_the_same_both_ways_and_none_to_itself(string? a, string? b)
    {
        Assert.Equal(SpellingRules.Distance(a ?? "", b ?? ""), SpellingRules.Distance(b ?? "", a ?? ""));
        Assert.Equal(0, SpellingRules.Distance(a ?? "", a ?? ""));
    }
}
