using System.Net;
using System.Net.Http.Headers;
using Ci.Jobs.Deployments;
using Ci.Jobs.Pipeline;
using Ci.Testing;
using Ci.Web.Access;
using Ci.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using ServerOptions = Ci.Web.Hosting.ServerOptions;

namespace Ci.Web.Tests;

/// <summary>The real server in this process, on free ports and a folder of its own. Rows are made but not worked on.</summary>
public sealed class ConsoleHost : IAsyncLifetime
{
    public const string Password = "correct horse battery";
    private readonly TemporaryFolder folder = new("console");
    private Server? server;

    public ShiftedTime Time { get; } = new();

    /// <summary>The reverse proxies the server trusts.</summary>
    internal IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    public Uri Address => server!.Console;

    public Uri ProxyAddress => server!.Proxy;

    public string Data => folder.Path;

    public static async Task<ConsoleHost> StartAsync()
    {
        var host = new ConsoleHost();
        await host.InitializeAsync();
        return host;
    }

    public async ValueTask InitializeAsync()
    {
        var options = new ServerOptions { Data = folder.Path, Console = new(IPAddress.Loopback, 0), Proxy = new(IPAddress.Loopback, 0), TrustedProxies = TrustedProxies };
        server = await Server.StartAsync(options, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            Drop<DispatcherLoop>(services);
            Drop<SlotWatch>(services);
        });
    }

    public T Get<T>() where T : notnull => server!.Services.GetRequiredService<T>();

    /// <summary>A client that keeps no cookies, follows no redirect, and where it is asked to expect a word before it sends a body, waits for that word.</summary>
    public HttpClient Anonymous() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = Address };

    /// <summary>A client with a new API token.</summary>
    internal HttpClient With(Role role) => WithToken(Get<TokenStore>().Add("test", role, "test").Text);

    public HttpClient WithToken(string token)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A person that may sign in with <see cref="Password"/>.</summary>
    internal User AddUser(string name, Role role) => Get<UserStore>().Add(name, Get<Passwords>().Hash(Password), role)!;

    /// <summary>A browser in which the person has signed in.</summary>
    internal async Task<Browser> SignedInAsync(string name, Role role)
    {
        AddUser(name, role);
        if (role != Role.Admin && !Get<UserStore>().HasAdmin()) AddUser($"{name}-admin", Role.Admin);
        var browser = new Browser(Address);
        var answer = await browser.PostFormAsync("/login", new() { ["name"] = name, ["password"] = Password });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null) await server.DisposeAsync();
        folder.Dispose();
    }

    private static void Drop<T>(IServiceCollection services)
    {
        foreach (var hosted in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(T)).ToList()) services.Remove(hosted);
    }
}
