using Ci.EndToEnd.Tests.Intake;

namespace Ci.EndToEnd.Tests.Triggers;

/// <summary>A push of each forge, from its signed call to the application that answers.</summary>
[Collection(Forge.Shared)]
public sealed class ProviderPushTests(Forge forge)
{
    public static TheoryData<string> Providers => [.. ForgeCall.Providers];

    [Theory, MemberData(nameof(Providers))]
    public async Task A_signed_push_makes_the_right_project_live_and_no_other(string provider)
    {
        using var repository = await forge.CreateRepositoryAsync();
        using var another = await forge.CreateRepositoryAsync();
        var (app, next, stranger) = (forge.Add(repository), forge.Add(repository, suffix: "-next", branch: "next"), forge.Add(another));
        var before = await Forge.CommitAsync(repository, ("index.html", "before"));
        var commit = await Forge.CommitAsync(repository, ("index.html", provider));

        var delivery = await forge.TellAsync(repository, commit, before: before, provider: provider);

        app.Says(delivery, "Built", build: 1);
        next.Says(delivery, "Skipped", build: null, "Branch main is not built, only next.");
        Assert.Equal(2, delivery.GetProperty("verdicts").GetArrayLength());
        Assert.Equal((provider, "Built"), (delivery.GetProperty("delivery").GetProperty("provider").GetString(), delivery.GetProperty("delivery").GetProperty("verdict").GetString()));
        await app.LiveAsync(1, provider);
        Assert.Equal(commit, app.Builds.Single().CommitHash);
        Assert.Empty(next.Builds);
        Assert.Empty(stranger.Builds);
    }
}
