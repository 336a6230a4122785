namespace Ci.Jobs.Containers;

/// <summary>A project's addresses.</summary>
/// <param name="Network">The whole, such as <c>10.213.0.16/28</c>.</param>
/// <param name="DynamicRange">What the engine hands out itself.</param>
/// <param name="Gateway">The host's address in it.</param>
/// <param name="Blue">Address of the blue slot.</param>
/// <param name="Green">Address of the green slot.</param>
internal sealed record Subnet(string Network, string DynamicRange, string Gateway, string Blue, string Green)
{
    public string Of(string slot) => slot == "blue" ? Blue : Green;
}
