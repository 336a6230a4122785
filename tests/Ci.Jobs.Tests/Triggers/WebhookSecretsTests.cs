using Ci.Jobs.Projects;
using Ci.Jobs.Tests.Storage;
using Ci.Jobs.Triggers;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

public sealed class WebhookSecretsTests : IDisposable
{
    private readonly StoreScene scene = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.Parse("2026-11-24T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
    private readonly WebhookSecrets secrets;

    public WebhookSecretsTests() => secrets = Open();

    [Fact]
    public void The_installations_is_made_once_and_kept()
    {
        Assert.Matches("^[0-9a-f]{64}$", secrets.Value);
        Assert.Equal(secrets.Value, Open().Value);
    }

    [Fact]
    public void After_a_rotation_both_verify_until_the_overlap_ends()
    {
        var old = secrets.Value;

        var made = secrets.Rotate(project: null, TimeSpan.FromHours(24), "ann");

        Assert.NotEqual(old, made.Value);
        Assert.Equal([made.Value, old], Values(null));
        time.Advance(TimeSpan.FromHours(23));
        Assert.Equal([made.Value, old], Values(null));
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal([made.Value], Values(null));
    }

    [Fact]
    public void A_second_rotation_does_not_make_the_oldest_last_longer()
    {
        var first = secrets.Value;
        var second = secrets.Rotate(project: null, TimeSpan.FromHours(1), "ann").Value;
        var third = secrets.Rotate(project: null, TimeSpan.FromHours(48), "ann").Value;

        Assert.Equal([third, second, first], Values(null));
        time.Advance(TimeSpan.FromHours(2));
        Assert.Equal([third, second], Values(null));
    }

    [Fact]
    public void A_rotation_without_overlap_ends_the_old_one_at_once()
    {
        var made = secrets.Rotate(project: null, TimeSpan.Zero, "ann");

        Assert.Equal([made.Value], Values(null));
        Assert.Equal(2, made.Version);
    }

    [Fact]
    public void A_projects_own_is_made_on_request_and_taken_away_again()
    {
        var shop = scene.AddProject();
        Assert.Empty(secrets.Current(shop));

        var own = secrets.Rotate(shop, TimeSpan.Zero, "ann");
        Assert.Equal([own.Value], Values(shop));
        Assert.NotEqual(secrets.Value, own.Value);

        Assert.True(secrets.Remove(shop));
        Assert.False(secrets.Remove(shop));
        Assert.Empty(secrets.Current(shop));
    }

    [Fact]
    public void A_rotation_in_another_process_is_seen_within_seconds()
    {
        var other = Open();
        Assert.Equal(secrets.Value, other.Value);

        var made = secrets.Rotate(project: null, TimeSpan.Zero, "ann");
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(made.Value, other.Value);
    }

    [Fact]
    public async Task What_a_caller_read_before_a_rotation_is_not_remembered_after_it()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => { while (!stop.IsCancellationRequested) secrets.Current(project: null); })).ToList();

        for (var rotation = 0; rotation < 200; rotation++)
        {
            var made = secrets.Rotate(project: null, TimeSpan.Zero, "ann");
            Assert.Equal((rotation + 2, made.Value), (made.Version, secrets.Value));
            // Everybody reads it anew at the moment of the next rotation.
            time.Advance(TimeSpan.FromSeconds(3));
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public void A_secret_does_not_print_its_value() => Assert.Equal("secret 1", secrets.Current(project: null)[0].ToString());

    public void Dispose() => scene.Dispose();

    private WebhookSecrets Open() => new(new SecretStore(scene.Database, new SecretBox(scene.Data), time), time);

    private IEnumerable<string> Values(Project? project) => secrets.Current(project).Select(secret => secret.Value);
}
