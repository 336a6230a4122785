using Ci.Testing;

namespace Ci.EndToEnd.Tests.Faults;

/// <summary>The queue's file survives a kill, and may also be lost: the product's rows make its jobs again.</summary>
public sealed class QueueTests
{
    [Theory]
    [InlineData("kept")]
    [InlineData("deleted")]
    [InlineData("damaged")]
    public async Task A_build_ends_well_whatever_became_of_the_queue(string queue)
    {
        await using var stage = await Stage.StartAsync();
        var app = await stage.AddAppAsync();
        var push = await app.PushAsync("one", App.SlowTalkingBuild);
        await Eventually.TrueAsync(async () => NumberedLines.Of(await app.LogAsync(1), "out").Count >= 3, "the build to talk");

        await stage.Server.KillAsync();
        Lose(Path.Combine(stage.Server.DataDirectory, "hangfire.db"), queue);
        await stage.RestartAsync();

        await app.LiveAsync(1);
        NumberedLines.AreAllIn(await app.LogAsync(1));
        Assert.Equal("one", await app.PageAsync());
        Assert.Single(await app.BuildsAsync());
        Assert.Equal(push.After, (await app.Repository.TipAsync("main")).Trim());
    }

    private static void Lose(string file, string queue)
    {
        Assert.True(File.Exists(file), "The queue is not where it is said to be.");
        foreach (var part in queue == "kept" ? [] : Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(file) + "*")) File.Delete(part);
        if (queue == "damaged") File.WriteAllText(file, "This is not a database, and long enough to be looked at as one. ".PadRight(8192, '.'));
    }
}
