using Ci.Web.Hosting;

namespace Ci.Web.Tests.Hosting;

public sealed class ServerOptionsTests
{
    [Fact]
    public void The_command_line_comes_before_the_environment_and_that_before_the_defaults()
    {
        var options = ServerOptions.Read(
            ["--console=[::1]:1", "--data", "/d"],
            name => name switch { "CI_CONSOLE" => "127.0.0.1:2", "CI_PROXY" => "*:0", "CI_GIT_ALLOW_HTTP" => "true", _ => null });

        Assert.Equal(("/d", "[::1]:1", "0.0.0.0:0", true), (options.Data, options.Console.ToString(), options.Proxy.ToString(), options.GitAllowHttp));
        Assert.Equal("0.0.0.0:10000", ServerOptions.Read([], _ => null).Console.ToString());
    }

    [Theory]
    [InlineData("--console needs HOST:PORT", "--console", "10000")]
    [InlineData("--console needs HOST:PORT", "--console", "127.1:80")]
    [InlineData("--proxy needs HOST:PORT", "--proxy", "127.0.0.1:70000")]
    [InlineData("--proxy needs a value", "--proxy")]
    [InlineData("--data is given twice", "--data", "a", "--data", "b")]
    [InlineData("Unknown option \"--port\"", "--port", "1")]
    public void A_value_that_cannot_be_used_is_refused_by_its_name(string sentence, params string[] args)
    {
        var refused = Assert.Throws<OptionException>(() => ServerOptions.Read(args, _ => null));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CI_CONSOLE", "x")]
    [InlineData("CI_GIT_ALLOW_HTTP", "perhaps")]
    [InlineData("CI_TRUSTED_PROXIES", "127.0.0.1, proxy.example.com")]
    [InlineData("CI_TRUSTED_PROXIES", "0.0.0.0/0")]
    [InlineData("CI_PUBLIC_URL", "ci.example.com")]
    [InlineData("CI_PUBLIC_URL", "https://ci.example.com/path")]
    public void A_variable_that_cannot_be_used_is_refused_by_its_name(string variable, string value)
    {
        var refused = Assert.Throws<OptionException>(() => ServerOptions.Read([], name => name == variable ? value : null));

        Assert.StartsWith(variable, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trusted_proxies_are_addresses_and_networks() => Assert.Equal(
        ["127.0.0.1/32", "172.18.0.0/16", "::1/128"],
        ServerOptions.Read([], name => name == "CI_TRUSTED_PROXIES" ? "127.0.0.1, 172.18.0.0/16 ::1" : null).TrustedProxies.Select(network => network.ToString()));
}
