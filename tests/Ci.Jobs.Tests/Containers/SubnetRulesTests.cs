using System.Net;
using Ci.Jobs.Containers;
using FsCheck.Xunit;
using Xunit;

namespace Ci.Jobs.Tests.Containers;

public sealed class SubnetRulesTests
{
    private const string Pool = "10.213.0.0/16";

    [Property(MaxTest = 300)]
    public void Networks_of_different_projects_never_overlap(ushort one, ushort other)
    {
        var (first, second) = (IPNetwork.Parse(SubnetRules.At(Pool, one % 4096).Network), IPNetwork.Parse(SubnetRules.At(Pool, other % 4096).Network));

        Assert.Equal(one % 4096 == other % 4096, first.Contains(second.BaseAddress) || second.Contains(first.BaseAddress));
    }

    [Property(MaxTest = 300)]
    public void A_network_lies_in_the_pool_and_its_fixed_addresses_below_what_the_engine_hands_out(ushort at)
    {
        var subnet = SubnetRules.At(Pool, at % 4096);
        var (network, dynamicRange) = (IPNetwork.Parse(subnet.Network), IPNetwork.Parse(subnet.DynamicRange));
        IPAddress[] fixedOnes = [IPAddress.Parse(subnet.Gateway), IPAddress.Parse(subnet.Blue), IPAddress.Parse(subnet.Green)];

        Assert.True(IPNetwork.Parse(Pool).Contains(network.BaseAddress));
        Assert.True(network.Contains(dynamicRange.BaseAddress) && network.PrefixLength < dynamicRange.PrefixLength);
        Assert.Equal(3, fixedOnes.Distinct().Count());
        Assert.All(fixedOnes, address => Assert.True(network.Contains(address) && !dynamicRange.Contains(address) && !address.Equals(network.BaseAddress)));
        Assert.Equal((subnet.Blue, subnet.Green), (subnet.Of("blue"), subnet.Of("green")));
    }

    [Property(MaxTest = 300)]
    public void The_index_of_a_network_is_found_again(ushort at)
    {
        Assert.Equal(at % 4096, SubnetRules.IndexOf(Pool, SubnetRules.At(Pool, at % 4096).Network));
        Assert.Equal(at % 256 % 16, SubnetRules.IndexOf("192.168.7.0/24", SubnetRules.At("192.168.7.0/24", at % 256 % 16).Network));
    }

    [Theory]
    [InlineData("10.214.0.0/28"), InlineData("10.213.0.0/24"), InlineData("10.213.0.0/29"), InlineData("10.0.0.0/8"), InlineData("172.17.0.0/16"), InlineData("fd00::/64"), InlineData("")]
    public void Another_network_has_no_index(string network) => Assert.Null(SubnetRules.IndexOf(Pool, network));

    [Theory]
    [InlineData(Pool, -1), InlineData(Pool, 4096), InlineData(Pool, int.MaxValue), InlineData("192.168.7.0/24", 16), InlineData("192.168.7.0/30", 0)]
    [InlineData("", 0), InlineData("pool", 0), InlineData("10.213.0.0", 0), InlineData("10.213.0.0/40", 0), InlineData("fd00::/64", 0)]
    public void A_pool_without_room_or_sense_is_told(string pool, int index) =>
        Assert.Contains($"The address pool {pool} ", Assert.Throws<ArgumentException>(() => SubnetRules.At(pool, index)).Message, StringComparison.Ordinal);

    [Fact]
    public void Bridges_have_names_the_kernel_takes_and_no_two_the_same()
    {
        var names = Enumerable.Range(0, 4096).Select(index => SlotFirewall.BridgeOf(SubnetRules.At(Pool, index))).ToList();

        Assert.All(names, name => Assert.InRange(name.Length, 1, 15));
        Assert.Distinct(names);
    }
}
