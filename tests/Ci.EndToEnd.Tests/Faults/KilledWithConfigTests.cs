namespace Ci.EndToEnd.Tests.Faults;

/// <summary>A build whose commit brings its own configuration goes on with it after a kill.</summary>
public sealed class KilledWithConfigTests
{
    [Theory]
    [InlineData("build-container-created", 2)]
    [InlineData("build-started", 1)]
    public async Task A_build_goes_on_as_its_commit_said(string point, int read)
    {
        await using var stage = await Stage.StartAsync($"{point}:1:kill");
        var app = await stage.AddAppAsync();
        var config = "build:\n  command: |\n    . ./build.sh\n    echo \"own $OWN\" > dist/index.html\n  directory: .\n  memoryMegabytes: 200\n  environment:\n    OWN: 1.10\n";
        await app.PushAsync("one", App.TalkingBuild, more: new Dictionary<string, string?>(StringComparer.Ordinal) { [".ci.yml"] = config });

        await stage.DiedAsync();
        await stage.RestartAsync();

        await app.LiveAsync(1);
        Assert.Equal("own 1.10\n", await app.PageAsync());
        var log = await app.LogAsync(1);
        NumberedLines.AreAllIn(log);
        Assert.Equal(read, log.Split(".ci.yml sets").Length - 1);
        await app.OnlyLiveIsLeftAsync(1);
    }
}
