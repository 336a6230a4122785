using Ci.Jobs.Builds;

namespace Ci.EndToEnd.Tests.Triggers;

/// <summary>Calls that come in another order than the pushes they tell of: the newest commit is what is live in the end.</summary>
[Collection(Forge.Shared)]
public sealed class OutOfOrderTests(Forge forge)
{
    [Fact]
    public async Task A_call_that_is_known_to_be_late_starts_nothing_and_another_is_superseded()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var app = forge.Add(repository);
        var unknown = await Forge.CommitAsync(repository, ("index.html", "never told"));
        var first = await Forge.CommitAsync(repository, ("index.html", "first"));
        var second = await Forge.CommitAsync(repository, ("index.html", "second"));
        var third = await Forge.CommitAsync(repository, ("index.html", "third"), ("build.sh", PushedProject.Held));
        await forge.TellAsync(repository, first);
        await app.LiveAsync(1, "first");
        await forge.TellAsync(repository, third, before: second);
        await app.RunsAsync(2);

        app.Says(await forge.TellAsync(repository, second, before: first), "Skipped", build: null, "The call came late: the push of build #2 began at");
        app.Says(await forge.TellAsync(repository, unknown), "Built", 3);
        await app.LetGoAsync(2);

        await app.LiveAsync(2, "third");
        Assert.Contains("already has the newer commit", (await app.EndedAsync(3, BuildState.Superseded)).Reason, StringComparison.Ordinal);
        Assert.Equal("third", await app.PageAsync());
    }

    [Fact]
    public async Task A_late_call_leaves_the_offer_of_a_newer_commit_open_until_that_is_built()
    {
        using var repository = await forge.CreateRepositoryAsync();
        var app = forge.Add(repository);
        var older = await Forge.CommitAsync(repository, ("index.html", "older"));
        var newer = await Forge.CommitAsync(repository, ("index.html", "newer"));
        await forge.LookAsync(app);
        var offer = Assert.Single(forge.Offers(app));
        Assert.Equal(newer, offer.CommitHash);

        await forge.TellAsync(repository, older);
        await app.LiveAsync(1, "older");
        Assert.Equal(offer, Assert.Single(forge.Offers(app)));

        (await forge.Api.Http.PostAsync(new Uri($"/api/deliveries/{offer.DeliveryId}/replay", UriKind.Relative), content: null)).EnsureSuccessStatusCode();
        await app.LiveAsync(2, "newer");
        Assert.Empty(forge.Offers(app));
    }
}
