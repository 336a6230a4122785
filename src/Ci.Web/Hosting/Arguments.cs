namespace Ci.Web.Hosting;

/// <summary>Command line of the form <c>--name value</c> or <c>--name=value</c>, in any order, each at most once.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <exception cref="OptionException">An option is unknown, has no value, or is there twice.</exception>
    public Arguments(IReadOnlyList<string> args, params string[] known)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i] : args[i][..equals];
            if (!known.Contains(name)) throw new OptionException($"Unknown option \"{name}\". Known are {string.Join(", ", known)}.");
            if (equals < 0 && i + 1 == args.Count) throw new OptionException($"{name} needs a value.");
            var value = equals < 0 ? args[++i] : args[i][(equals + 1)..];
            if (value.Length == 0) throw new OptionException($"{name} needs a value.");
            if (!values.TryAdd(name, value)) throw new OptionException($"{name} is given twice.");
        }
    }

    public string? this[string name] => values.GetValueOrDefault(name);
}
