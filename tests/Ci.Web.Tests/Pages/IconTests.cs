using System.Text.Json;
using System.Text.RegularExpressions;
using Ci.Testing;

namespace Ci.Web.Tests.Pages;

public sealed partial class IconTests
{
    [Fact]
    public void Every_icon_a_page_names_is_in_the_sprite()
    {
        var known = JsonSerializer.Deserialize<HashSet<string>>(File.ReadAllText(SourceTree.PathTo("wwwroot-src", "icons", "names.json")))!;
        var pages = Directory.EnumerateFiles(SourceTree.PathTo("src", "Ci.Web", "Pages"), "*.cs*", SearchOption.AllDirectories);

        var named = pages.SelectMany(page => Named().Matches(File.ReadAllText(page))).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.True(named.Count > 30);
        Assert.Empty(named.Except(known));
    }

    [GeneratedRegex("""(?:Html\.Icon\(|new(?: Look)?\((?="[a-z0-9-]+", [^,]*, "(?:succeeded|failed|warning|running|neutral)"))"(?<name>[a-z0-9-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
