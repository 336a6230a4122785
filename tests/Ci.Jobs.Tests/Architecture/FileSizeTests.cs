using Ci.Testing;
using Xunit;

namespace Ci.Jobs.Tests.Architecture;

public sealed class FileSizeTests
{
    private static readonly string[] NotWritten = ["bin", "obj", "node_modules", "wwwroot"];

    [Theory]
    [InlineData("src", 300)]
    [InlineData("tests", 400)]
    [InlineData("wwwroot-src", 300)]
    public void No_file_is_longer_than_a_reader_can_hold(string folder, int ceiling)
    {
        var long_ones = Sizes(folder).Where(file => file.Lines > ceiling).Select(file => $"{file.Path} {file.Lines}");

        Assert.Empty(long_ones);
    }

    [Fact]
    public void Most_files_are_read_in_a_minute()
    {
        var sizes = Sizes("src").Select(file => file.Lines).Order().ToList();

        Assert.InRange(sizes[sizes.Count / 2], 1, 60);
        Assert.InRange(sizes[sizes.Count * 9 / 10], 1, 150);
    }

    private static List<(string Path, int Lines)> Sizes(string folder) => Directory
        .EnumerateFiles(SourceTree.PathTo(folder), "*", SearchOption.AllDirectories)
        .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".ts", StringComparison.Ordinal))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Intersect(NotWritten, StringComparer.Ordinal).Any())
        .Select(path => (path, File.ReadLines(path).Count()))
        .ToList();
}
