using System.Runtime.Versioning;
using Ci.Jobs.Storage;
using Ci.Testing;
using Dapper;
using Xunit;

namespace Ci.Jobs.Tests.Storage;

public sealed class DatabaseFaultTests : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly TemporaryFolder folder = new("database");

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Directory_and_database_are_for_their_owner_only()
    {
        using var scene = new StoreScene();
        scene.AddProject();
        using var open = scene.Another();

        Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(scene.Data.Root));
        Assert.All(["", "-wal", "-shm"], suffix => Assert.Equal(OwnerFile, File.GetUnixFileMode(scene.Data.Database + suffix)));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_directory_that_was_open_to_others_is_closed()
    {
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0x1FF);

        var data = new DataDirectory(folder.Path);

        Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(data.Root));
        Assert.Empty(Directory.GetFileSystemEntries(data.Root));
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        using (var scene = new StoreScene(folder.Path))
        {
            scene.Database.Write(db => db.Execute("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('Ci.Jobs.Storage.Migrations.9999_later.sql', '2030-01-01')"));
        }

        var refused = Assert.Throws<StorageException>(() => new Database(new DataDirectory(folder.Path)));

        Assert.Contains("was written by a newer version of this program (it has Ci.Jobs.Storage.Migrations.9999_later.sql)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Start that version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_told_and_left_alone()
    {
        var file = new DataDirectory(folder.Path).Database;
        File.WriteAllText(file, new string('x', 5000));

        var refused = Assert.Throws<StorageException>(() => new Database(new DataDirectory(folder.Path)));

        Assert.Equal($"The database {file} is damaged or not a database. Restore it from a backup; deployed applications are still served.", refused.Message);
        Assert.Equal(new string('x', 5000), File.ReadAllText(file));
    }

    [Fact]
    public void A_database_that_is_a_directory_is_told()
    {
        Directory.CreateDirectory(folder.PathTo("ci.db"));

        Assert.Contains("cannot be opened", Assert.Throws<StorageException>(() => new Database(new DataDirectory(folder.Path))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_below_a_file_is_refused_with_the_option_to_change()
    {
        File.WriteAllText(folder.PathTo("file"), "");

        var refused = Assert.Throws<StorageException>(() => new DataDirectory(folder.PathTo("file", "data")));

        Assert.StartsWith($"The data directory {folder.PathTo("file", "data")} cannot be written to: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("name another one with --data.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_read_only_disk_is_refused()
    {
        await using var disk = await SmallDisk.MountAsync(folder.PathTo("disk"), "size=1m,ro");

        Assert.Contains("cannot be written to", Assert.Throws<StorageException>(() => new DataDirectory(disk.Path)).Message, StringComparison.Ordinal);
    }

    // An idle server has closed its connections, and with the last one the files beside the database are gone.
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_full_disk_is_told_loses_nothing_and_is_forgotten_once_there_is_room(bool isIdle)
    {
        await using var disk = await SmallDisk.MountAsync(folder.PathTo("disk"), "size=4m");
        using var scene = new StoreScene(disk.Path);
        var settings = new SettingStore(scene.Database);
        settings.Set("before", "1");
        if (isIdle) scene.CloseIdle();
        disk.Fill();

        var full = Assert.Throws<StorageException>(() => scene.Database.Write(db =>
        {
            db.Execute("INSERT INTO settings (name, value) VALUES ('half', '1')");
            db.Execute("INSERT INTO settings (name, value) VALUES ('large', @value)", new { value = new string('x', 1 << 20) });
        }));
        Assert.Equal($"The disk with {scene.Data.Database} is full. Free some space; the server goes on without a restart.", full.Message);

        disk.Free();
        Assert.Equal(("1", null), (settings.Find("before"), settings.Find("half")));
        settings.Set("after", "2");
        Assert.Equal(("1", "2"), (settings.Find("before"), settings.Find("after")));
        Assert.Equal("ok", scene.Database.Read(db => db.QuerySingle<string>("PRAGMA integrity_check")));
    }

    public void Dispose() => folder.Dispose();
}
