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
    public void What_a_caller_read_before_a_rotation_is_not_remembered_after_it()
    {
        var clock = new InterruptingClock();
        var slow = new WebhookSecrets(new SecretStore(scene.Database, new SecretBox(scene.Data), time), clock);
        string? rotated = null;
        // It asks for the time once it has read them.
        clock.Interrupt = () => rotated = slow.Rotate(project: null, TimeSpan.Zero, "ann").Value;

        slow.Current(project: null);

        Assert.NotNull(rotated);
        Assert.Equal(rotated, slow.Value);
    }

    [Fact]
    public void A_secret_does_not_print_its_value() => Assert.Equal("secret 1", secrets.Current(project: null)[0].ToString());

    public void Dispose() => scene.Dispose();

    private WebhookSecrets Open() => new(new SecretStore(scene.Database, new SecretBox(scene.Data), time), time);

    private IEnumerable<string> Values(Project? project) => secrets.Current(project).Select(secret => secret.Value);

    /// <summary>Somebody else does something at the very moment it is first asked.</summary>
    private sealed class InterruptingClock : TimeProvider
    {
        public Action? Interrupt { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var interrupt = Interrupt;
            Interrupt = null;
            interrupt?.Invoke();
            return System.GetUtcNow();
        }
    }
}
