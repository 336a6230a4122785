using Ci.Jobs.Builds;
using Ci.Jobs.Projects;
using Ci.Jobs.Triggers;
using Xunit;

namespace Ci.Jobs.Tests.Triggers;

public sealed class IntakeTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static readonly Push Main = new(
        "acme/shop", "https://git.example.com/acme/shop.git", null, "refs/heads/main", null, Commit, "ann", "Fix the cart", "Ann", Deleted: false, Forced: false);

    [Fact]
    public void Every_project_of_the_repository_and_branch_is_built_at_the_pushed_commit()
    {
        Project[] projects = [Sample.Project(1, "api"), Sample.Project(2, "next", branch: "next"), Sample.Project(3, "other", "https://git.example.com/acme/other"), Sample.Project(4, "web")];

        var decision = Intake.Decide(Call(Main), projects);

        Assert.Equal(("Built", "Starts api, web."), (decision.Verdict, decision.Reason));
        Assert.Equal(["api", "web"], decision.Builds.Select(build => build.Project.Name));
        Assert.All(decision.Builds, build => Assert.Equal(new NewBuild(BuildTrigger.Push, "ann", "main", Commit, "Fix the cart", "Ann"), build.Build));
    }

    [Fact]
    public void A_call_with_several_pushes_starts_each_project_once()
    {
        Project[] projects = [Sample.Project(1, "api"), Sample.Project(2, "next", branch: "next")];

        var decision = Intake.Decide(Call(Main, Main with { Ref = "refs/heads/next" }, Main), projects);

        Assert.Equal(["api", "next"], decision.Builds.Select(build => build.Project.Name));
    }

    [Fact]
    public void A_project_that_is_being_deleted_takes_no_new_work() =>
        AssertSkipped(Intake.Decide(Call(Main), [Sample.Project() with { DeletingAt = Sample.Noon }]), "No project builds refs/heads/main of acme/shop.");

    [Fact]
    public void Another_branch_a_tag_and_a_deleted_branch_start_nothing()
    {
        Project[] projects = [Sample.Project()];

        AssertSkipped(Intake.Decide(Call(Main with { Ref = "refs/heads/main2" }), projects), "No project builds refs/heads/main2 of acme/shop.");
        AssertSkipped(Intake.Decide(Call(Main with { Ref = "refs/tags/main" }), projects), "No project builds refs/tags/main of acme/shop.");
        AssertSkipped(Intake.Decide(Call(Main with { After = null, Deleted = true }), projects), "No project builds refs/heads/main of acme/shop.");
        AssertSkipped(Intake.Decide(Call(), projects), "The call holds no push.");
        AssertSkipped(Intake.Decide(Call(Main), []), "No project builds refs/heads/main of acme/shop.");
    }

    [Fact]
    public void A_ping_and_an_ignored_event_start_nothing_and_say_so()
    {
        Project[] projects = [Sample.Project()];

        var ping = Intake.Decide(Call(Main) with { IsPing = true }, projects);
        var ignored = Intake.Decide(Call(Main) with { Ignored = "Events of the kind star are not used." }, projects);

        Assert.Equal(("Ping", "The webhook works.", 0), (ping.Verdict, ping.Reason, ping.Builds.Count));
        Assert.Equal(("Ignored", "Events of the kind star are not used.", 0), (ignored.Verdict, ignored.Reason, ignored.Builds.Count));
    }

    private static WebhookCall Call(params Push[] pushes) => new("github", "push", "d-1", IsPing: false, pushes, Ignored: null);

    private static void AssertSkipped(Intake.Decision decision, string reason) =>
        Assert.Equal(("Skipped", reason, 0), (decision.Verdict, decision.Reason, decision.Builds.Count));
}
