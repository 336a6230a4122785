using Ci.Jobs.Projects;
using Ci.Jobs.Storage;
using Ci.Jobs.Tests.Storage;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Projects;

public sealed class SecretBoxTests : IDisposable
{
    private readonly StoreScene scene = new();
    private readonly SecretBox box;

    public SecretBoxTests() => box = new SecretBox(scene.Data);

    private string KeyFile => Path.Combine(scene.Data.Root, "keys", "master.key");

    [Property(MaxTest = 100)]
    public void What_was_sealed_is_opened_again_and_never_sealed_alike(string name, string value)
    {
        // Text that UTF-8 can hold; half a character cannot be.
        var text = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(value ?? ""));

        var one = box.Seal(name ?? "", text);

        Assert.Equal(text, box.Open(name ?? "", one));
        Assert.NotEqual(one, box.Seal(name ?? "", text));
        if (text.Length > 3) Assert.DoesNotContain(text, one, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_moved_to_another_name_is_refused() =>
        AssertDamaged(() => box.Open("database", box.Seal("webhook", "s3cret")));

    [Property(MaxTest = 200)]
    public void A_row_with_a_wrong_character_or_cut_anywhere_is_refused(int at, bool cut)
    {
        var whole = box.Seal("webhook", "s3cret");
        var index = Math.Abs(at % whole.Length);
        var changed = cut ? whole[..index] : $"{whole[..index]}{(whole[index] == '0' ? '1' : '0')}{whole[(index + 1)..]}";

        Assert.Contains("\"webhook\"", Assert.Throws<StorageException>(() => box.Open("webhook", changed)).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(2), InlineData(3), InlineData(4)]
    public void A_row_of_which_a_part_is_shortened_is_damaged(int part)
    {
        var parts = box.Seal("database", "s3cret").Split('.');
        foreach (var length in new[] { 0, 1, 2, parts[part].Length - 2 })
        {
            string[] changed = [.. parts];
            changed[part] = parts[part][..length];
            AssertDamaged(() => box.Open("database", string.Join('.', changed)));
        }
    }

    [Fact]
    public void A_lost_key_is_told_and_the_secret_is_not()
    {
        var @sealed = box.Seal("webhook", "s3cret");
        File.Delete(KeyFile);

        var refused = Assert.Throws<StorageException>(() => new SecretBox(scene.Data).Open("webhook", @sealed));

        Assert.Contains("another key than keys/master.key. Restore that file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_cut_is_told_and_not_replaced()
    {
        File.WriteAllBytes(KeyFile, new byte[31]);

        Assert.Contains("is damaged. Restore it", Assert.Throws<StorageException>(() => new SecretBox(scene.Data)).Message, StringComparison.Ordinal);
        Assert.Equal(31, new FileInfo(KeyFile).Length);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Programs_that_start_at_once_end_with_one_key()
    {
        using var fresh = new StoreScene();

        var boxes = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => new SecretBox(fresh.Data))));

        var @sealed = boxes[0].Seal("webhook", "s3cret");
        Assert.All(boxes, one => Assert.Equal("s3cret", one.Open("webhook", @sealed)));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(fresh.Data.Root, "keys")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_secret_made_by_many_at_once_is_the_same_for_all_and_a_new_version_replaces_it()
    {
        var secrets = new SecretStore(scene.Database, box, TimeProvider.System);

        var values = await Task.WhenAll(Enumerable.Range(0, 12).Select(index => Task.Run(() => secrets.GetOrMake("webhook", () => $"value {index}", "ann"))));
        Assert.Single(values.Distinct());

        secrets.Set("webhook", "second", "ben");
        Assert.Equal("second", secrets.Find("webhook"));
        Assert.Null(secrets.Find("other"));
    }

    public void Dispose() => scene.Dispose();

    private static void AssertDamaged(Action open) =>
        Assert.Equal("Secret \"database\" is damaged in the database. Set it again.", Assert.Throws<StorageException>(open).Message);
}
