using Ci.Testing;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace Ci.Jobs.Tests.Testing;

public sealed class TestEngineTests
{
    // Of its own: other tests of this run may have labeled containers at the same time.
    private static readonly string Mine = $"{TestEngine.RunId}-engine-test";

    [Fact]
    public async Task The_small_image_runs_on_the_engine_and_what_carries_the_label_is_removed()
    {
        await TestEngine.EnsureAsync();

        await DockerAsync("run", "--detach", "--label", $"{TestEngine.TestLabel}={Mine}", TestEngine.SmallImage, "sleep", "600");
        Assert.NotEmpty(await LabeledAsync());
        await TestEngine.RemoveLabeledAsync(Mine);

        Assert.Empty(await LabeledAsync());
    }

    private static Task<string> LabeledAsync() =>
        DockerAsync("ps", "--all", "--quiet", "--filter", $"label={TestEngine.TestLabel}={Mine}");

    private static async Task<string> DockerAsync(params string[] arguments) =>
        (await Cli.Wrap("docker").WithArguments(arguments).ExecuteBufferedAsync(TestContext.Current.CancellationToken)).StandardOutput.Trim();
}
