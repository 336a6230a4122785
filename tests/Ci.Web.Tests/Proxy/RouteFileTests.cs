namespace Ci.Web.Tests.Proxy;

public sealed class RouteFileTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("ci-routes-").FullName;
    private readonly RouteTable table = RouteTable.Empty.With(new("shop", SlotRoute.Production, "blue", 7, 12, "10.1.2.3", 8080)).With(SlotRoute.Nowhere("blog"));

    [Fact]
    public void Nothing_saved_is_the_empty_table() => Assert.Same(RouteTable.Empty, new RouteFile(directory).Load());

    [Fact]
    public void A_saved_table_is_loaded_as_it_was_and_only_its_owner_reads_it()
    {
        new RouteFile(directory).Save(table);

        var loaded = new RouteFile(directory).Load();
        Assert.Equal(table.Version, loaded.Version);
        Assert.Equal(table.Routes, loaded.Routes);
        Assert.Equal([RouteFile.Name], Directory.EnumerateFiles(directory).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory, RouteFile.Name)));
    }

    [Fact]
    public void A_draft_left_by_a_killed_program_changes_nothing_and_is_no_hindrance()
    {
        var file = new RouteFile(directory);
        file.Save(table);
        File.WriteAllText(file.Location + ".tmp", "{ \"format\": 1, \"vers");

        Assert.Equal(table.Routes, file.Load().Routes);
        file.Save(table.Without("shop"));
        Assert.Equal([SlotRoute.Nowhere("blog")], file.Load().Routes);
        Assert.False(File.Exists(file.Location + ".tmp"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{ "format": 1 }""")]
    [InlineData("""{ "format": 1, "version": 3, "routes": [null] }""")]
    [InlineData("""{ "format": 1, "version": 3, "routes": [{ "project": "shop" }] }""")]
    [InlineData("""{ "format": 1, "version": 3, "routes": [{ "project": "shop", "environment": "e", "slot": "blue", "host": "no host", "port": 1 }] }""")]
    [InlineData("""{ "format": 1, "version": 3, "routes": [{ "project": "a", "environment": "e" }, { "project": "a", "environment": "e" }] }""")]
    public void A_damaged_file_is_named_and_kept(string content)
    {
        var file = new RouteFile(directory);
        File.WriteAllText(file.Location, content);

        var refused = Assert.Throws<RouteFileException>(file.Load);

        Assert.StartsWith($"{file.Location} is damaged: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(file.Location));
    }

    [Fact]
    public void A_file_of_a_newer_version_is_named_and_kept()
    {
        var file = new RouteFile(directory);
        File.WriteAllText(file.Location, """{ "format": 2, "routes": "in another shape" }""");

        var refused = Assert.Throws<RouteFileException>(file.Load);

        Assert.Contains("written by a newer version", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(file.Location));
    }

    [Fact]
    public async Task A_table_that_cannot_be_saved_does_not_come_into_force()
    {
        using var control = new ProxyControl(new RouteFile(Path.Combine(directory, "missing")), new(), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<RouteFileException>(() => control.PointAsync(table.Routes[0], CancellationToken.None));

        Assert.Contains("The routes from before stay in force.", refused.Message, StringComparison.Ordinal);
        Assert.Same(RouteTable.Empty, control.Current);
        Assert.Null(control.Live.Find("shop"));
    }

    [Fact]
    public async Task Many_changes_at_once_are_all_in_the_table_and_in_the_file()
    {
        using var control = new ProxyControl(new RouteFile(directory), new(), TimeProvider.System);

        await Task.WhenAll(Enumerable.Range(1, 40).Select(n => Task.Run(() => control.PointAsync(new($"p{n}", SlotRoute.Production, "blue", 1, n, "127.0.0.1", n), CancellationToken.None))));

        Assert.Equal(40, control.Current.Version);
        Assert.Equal(40, control.Current.Routes.Length);
        Assert.Equal(control.Current.Routes, new RouteFile(directory).Load().Routes);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
