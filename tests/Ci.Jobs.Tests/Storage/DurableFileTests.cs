using Ci.Jobs.Storage;
using Xunit;

namespace Ci.Jobs.Tests.Storage;

public sealed class DurableFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ci-durable-");

    [Fact]
    public async Task Of_many_that_make_a_file_at_once_one_wins_and_all_read_its_content()
    {
        for (var round = 0; round < 200; round++)
        {
            var file = Path.Combine(folder.FullName, $"{round}");
            using var start = new Barrier(4);

            var read = await Task.WhenAll(Enumerable.Range(0, 4).Select(maker => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    DurableFile.Create(file, [(byte)maker]);
                    return File.ReadAllBytes(file)[0];
                },
                TaskCreationOptions.LongRunning)));

            Assert.Single(read.Distinct());
        }

        Assert.Equal(200, folder.GetFiles().Length);
    }

    [Fact]
    public void A_file_that_is_there_stays()
    {
        var file = Path.Combine(folder.FullName, "key");
        DurableFile.Create(file, "first"u8);

        DurableFile.Create(file, "second"u8);

        Assert.Equal("first", File.ReadAllText(file));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() =>
        Assert.Throws<DirectoryNotFoundException>(() => DurableFile.Create(Path.Combine(folder.FullName, "no", "key"), "x"u8));

    public void Dispose() => folder.Delete(recursive: true);
}
