using System.Net;
using Ci.Testing;

namespace Ci.Web.Tests.Proxy;

public sealed class ForwardingTests
{
    [TimedFact]
    public async Task A_request_goes_to_the_slot_of_its_project_without_the_prefix()
    {
        await using var shop = await Backend.StartAsync("shop app");
        await using var blog = await Backend.StartAsync("blog app");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);
        await proxy.PointAsync(blog.Route("blog"));

        Assert.Equal("shop app", await proxy.GetAsync("/shop/who"));
        Assert.Equal("blog app", await proxy.GetAsync("/blog/who"));
        Assert.StartsWith("GET /a%20b/c?x=1&y=%2F\n", await proxy.GetAsync("/shop/a%20b/c?x=1&y=%2F"), StringComparison.Ordinal);
        Assert.StartsWith("GET /\n", await proxy.GetAsync("/shop/"), StringComparison.Ordinal);
    }

    [TimedFact]
    public async Task A_project_without_a_slash_is_redirected_with_its_query()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        using var answer = await proxy.Client.GetAsync("/shop?page=2&x=%20", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.PermanentRedirect, answer.StatusCode);
        Assert.Equal("/shop/?page=2&x=%20", answer.Headers.Location!.OriginalString);
    }

    [TimedTheory]
    [InlineData("/")]
    [InlineData("/unknown/")]
    [InlineData("/unknown")]
    [InlineData("/Shop/")]
    [InlineData("/shopping/")]
    public async Task An_unknown_project_is_not_found(string path)
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        using var answer = await proxy.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Nothing is served here.\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [TimedFact]
    public async Task A_dead_application_is_a_page_that_names_the_project_and_no_address()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await proxy.PointAsync(new("<b>shop", SlotRoute.Production, "blue", 1, 1, "127.0.0.1", 1));

        using var answer = await proxy.Client.GetAsync("/%3Cb%3Eshop/", TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("&lt;b&gt;shop", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", page, StringComparison.Ordinal);
        var numbers = Assert.Single(proxy.Control.Read());
        Assert.Equal((1, 1, 0, 0), (numbers.Requests, numbers.FailedForwards, numbers.ServerErrors, numbers.InFlight));
    }

    [TimedFact]
    public async Task A_project_with_nothing_live_is_known_but_not_available()
    {
        await using var proxy = await ProxyUnderTest.StartAsync();
        await proxy.PointAsync(SlotRoute.Nowhere("shop"));

        using var answer = await proxy.Client.PostAsync("/shop/order", new ByteArrayContent(new byte[100_000]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Contains("Nothing of it is running yet", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [TimedFact]
    public async Task A_removed_project_is_not_found_any_more()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        await proxy.Control.RemoveAsync("shop", CancellationToken.None);
        await proxy.DrainAsync(shop.Route(), TimeSpan.FromSeconds(1));

        using var answer = await proxy.Client.GetAsync("/shop/who", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(proxy.Control.Read());
    }

    [TimedFact]
    public async Task The_applications_own_error_passes_as_it_is_and_is_counted()
    {
        await using var shop = await Backend.StartAsync("shop");
        await using var proxy = await ProxyUnderTest.StartAsync(shop);

        using var answer = await proxy.Client.GetAsync("/shop/fail", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application's own words", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await Eventually.TrueAsync(() => proxy.Traffic(shop.Route()).Requests == 1, "the request is counted");
        var numbers = proxy.Traffic(shop.Route());
        Assert.Equal((1, 0, 0), (numbers.ServerErrors, numbers.FailedForwards, numbers.InFlight));
        Assert.True(numbers.Latency > TimeSpan.Zero);
    }

    [TimedFact]
    public async Task A_post_that_met_a_closed_port_goes_to_the_slot_that_is_live_by_then()
    {
        await using var shop = await Backend.StartAsync("new");
        await using var proxy = await ProxyUnderTest.StartAsync(onFailure: p => p.PointAsync(shop.Route(deployment: 2)).GetAwaiter().GetResult());
        await proxy.PointAsync(new("shop", SlotRoute.Production, "green", 1, 1, "127.0.0.1", 1));

        using var answer = await proxy.Client.PostAsync("/shop/upload", new ByteArrayContent(new byte[1 << 20]), TestContext.Current.CancellationToken);

        Assert.Equal("1048576", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal([1, 0], proxy.Control.Read().Select(t => t.FailedForwards));
    }
}
