using Ci.Jobs.Builds;
using Xunit;

namespace Ci.Jobs.Tests.Builds;

public sealed class BuildOutputRulesTests
{
    [Theory]
    [InlineData("executor failed running [/bin/sh -c make all]: exit code: 2", 2, "The build command failed with exit code 2: make all")]
    [InlineData("executor failed running [/bin/sh -c echo \"a\" && test x = ']']: exit code: 1", 1, "The build command failed with exit code 1: echo \"a\" && test x = ']'")]
    [InlineData("ERROR: failed to solve: process \"/bin/sh -c make all\" did not complete successfully: exit code: 2", 2, "The build command failed with exit code 2: make all")]
    [InlineData("ERROR: failed to build: failed to solve: process \"make all\" did not complete successfully: exit code: 2", 2, "The build command failed with exit code 2: make all")]
    [InlineData("The command '/bin/sh -c make all' returned a non-zero code: 2", 2, "The build command failed with exit code 2: make all")]
    [InlineData("executor failed running [/bin/sh -c npm ci]: exit code: 127", 127, "The build command was not found in the image (exit code 127): npm ci")]
    [InlineData("executor failed running [/bin/sh -c npm ci]: exit code: 137", 137, "The build ran out of memory (limit 512 MB): npm ci")]
    public void The_command_that_failed_is_named_with_its_exit_code(string last, int code, string reason)
    {
        var told = BuildOutputRules.Explain(["#5 0.302 working", "------", last], 512);

        Assert.Equal(reason, told.Reason);
        Assert.Equal(code, told.ExitCode);
    }

    [Fact]
    public void What_a_program_of_the_build_prints_is_not_taken_for_the_verdict()
    {
        string[] lines =
        [
            "#5 0.302 tests ended with exit code: 0",
            "#5 0.303 executor failed running [/bin/sh -c inner]: exit code: 9",
            "#6 ERROR: \"/nothere\" not found: not found",
            "failed to compute cache key: \"/nothere\" not found: not found",
        ];

        var told = BuildOutputRules.Explain(lines, 512);

        Assert.Null(told.ExitCode);
        Assert.Contains("\"/nothere\" not found", told.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_command_is_shortened()
    {
        var told = BuildOutputRules.Explain([$"executor failed running [/bin/sh -c {new string('x', 5000)}]: exit code: 1"], 512);

        Assert.InRange(told.Reason.Length, 200, 300);
        Assert.EndsWith("…", told.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("failed to solve with frontend dockerfile.v0: failed to read dockerfile: open /var/lib/x/Other: no such file or directory")]
    [InlineData("Error response from daemon: Cannot locate specified Dockerfile: Other")]
    public void A_missing_Dockerfile_is_told_as_that(string last)
    {
        var told = BuildOutputRules.Explain([last], 512);

        Assert.Equal("The repository has no such Dockerfile.", told.Reason);
        Assert.Null(told.ExitCode);
    }

    [Fact]
    public void Without_a_verdict_the_last_error_is_the_reason_and_silence_is_one_too()
    {
        Assert.Equal("The image build failed: ERROR: no space left", BuildOutputRules.Explain(["first error", " ERROR: no space left ", "------"], 512).Reason);
        Assert.Equal("The image build failed: done?", BuildOutputRules.Explain(["working", "done?"], 512).Reason);
        Assert.Equal("The image build failed: no output", BuildOutputRules.Explain([], 512).Reason);
    }
}
