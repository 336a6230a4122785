using Ci.Jobs.Triggers;
using Ci.Web.Webhooks;
using Ci.Web.Webhooks.Providers;
using Microsoft.AspNetCore.Http;

namespace Ci.Web.Tests.Webhooks;

public sealed class WebhookProvidersTests
{
    [Fact]
    public void Providers_are_found_by_their_address()
    {
        var providers = WebhookProviders.All();

        Assert.IsType<GitHub>(providers.Find("github"));
        Assert.Null(providers.Find("nobody"));
    }

    [Fact]
    public void Two_providers_of_one_name_stop_the_start()
    {
        var failed = Assert.Throws<InvalidOperationException>(() => new WebhookProviders([new GitHub(), new Twin()]));

        Assert.Equal("Webhook providers GitHub and Twin are both named \"github\". Rename one of them.", failed.Message);
    }

    private sealed class Twin : IWebhookProvider
    {
        public string Name => "GitHub";

        public string EventOf(IHeaderDictionary headers) => "";

        public bool Verify(IHeaderDictionary headers, ReadOnlySpan<byte> body, IReadOnlyList<string> secrets, DateTimeOffset now) => false;

        public WebhookCall Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body) => throw new WebhookFormatException("Nothing to read.");
    }
}
