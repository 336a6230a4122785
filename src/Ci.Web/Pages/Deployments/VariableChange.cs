namespace Ci.Web.Pages.Deployments;

/// <summary>A variable that one release runs with and the other does not, or not with the same value.</summary>
/// <param name="Name">The variable.</param>
/// <param name="What">"is new", "is gone" or "has another value".</param>
internal sealed record VariableChange(string Name, string What)
{
    /// <summary>From one release's variables to another's, by name.</summary>
    public static IReadOnlyList<VariableChange> Between(IReadOnlyDictionary<string, string> from, IReadOnlyDictionary<string, string> to) =>
    [
        .. from.Keys.Union(to.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(name => from.GetValueOrDefault(name) != to.GetValueOrDefault(name))
            .Select(name => new VariableChange(name, !from.ContainsKey(name) ? "is new" : !to.ContainsKey(name) ? "is gone" : "has another value")),
    ];
}
