using System.Reflection;
using NetArchTest.Rules;
using Xunit;

namespace Ci.Jobs.Tests.Architecture;

public sealed class LayoutTests
{
    private static readonly Assembly Jobs = typeof(CiJobs).Assembly;

    [Fact]
    public void The_pipeline_knows_nothing_of_the_web()
    {
        var references = Jobs.GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Assert.DoesNotContain(references, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Yarp", StringComparison.Ordinal) || name.StartsWith("Ci.Web", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_are_pure()
    {
        string[] effects =
        [
            "System.IO.File", "System.IO.Directory", "System.Net.Http", "System.Net.Sockets", "System.TimeProvider", "System.Random",
            "System.Threading.Tasks", "Docker.DotNet", "Microsoft.Data.Sqlite", "Dapper", "Hangfire", "CliWrap", "Microsoft.Extensions.Logging",
        ];

        var found = effects.SelectMany(effect => Types.InAssembly(Jobs)
            .That().HaveNameEndingWith("Rules", StringComparison.Ordinal).And().HaveDependencyOn(effect)
            .GetTypes().Select(type => $"{type.Name} uses {effect}"));

        Assert.Empty(found);
    }

    [Fact]
    public void Rules_are_static_and_hold_no_state()
    {
        var rules = Jobs.GetTypes().Where(type => type.Name.EndsWith("Rules", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(rules);
        Assert.All(rules, type => Assert.True(type is { IsAbstract: true, IsSealed: true }, $"{type.Name} is not static."));
        var fields = rules.SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic));
        Assert.DoesNotContain(fields, field => field is { IsInitOnly: false, IsLiteral: false } && !field.Name.StartsWith('<'));
    }

    [Fact]
    public void Constructors_take_five_parameters_at_most()
    {
        var long_ones = Jobs.GetTypes()
            .Where(type => type.Namespace?.StartsWith("Ci.", StringComparison.Ordinal) == true && !IsRecord(type) && type is { IsNested: false })
            .Where(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public).Any(constructor => constructor.GetParameters().Length > 5))
            .Select(type => type.Name);

        Assert.Empty(long_ones);
    }

    [Fact]
    public void Nothing_is_named_by_kind()
    {
        string[] kinds = ["Manager", "Helper", "Helpers", "Utils", "Service", "Base", "Impl", "Dto"];

        var named = Jobs.GetTypes().Where(type => type.Namespace?.StartsWith("Ci.", StringComparison.Ordinal) == true && kinds.Any(kind => type.Name.EndsWith(kind, StringComparison.Ordinal)));

        Assert.Empty(named);
    }

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;
}
