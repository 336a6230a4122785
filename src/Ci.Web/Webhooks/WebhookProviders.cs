using System.Collections.Frozen;

namespace Ci.Web.Webhooks;

/// <summary>The providers by name.</summary>
public sealed class WebhookProviders
{
    private readonly FrozenDictionary<string, IWebhookProvider> _byName;

    /// <summary>Throws when two providers have one name: the second would never be asked.</summary>
    public WebhookProviders(IEnumerable<IWebhookProvider> providers)
    {
        var list = providers.ToList();
        if (list.GroupBy(provider => provider.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } same)
            throw new InvalidOperationException(
                $"Webhook providers {string.Join(" and ", same.Select(provider => provider.GetType().Name))} are both named \"{same.Key}\". Rename one of them.");
        List = list;
        _byName = list.ToFrozenDictionary(provider => provider.Name, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<IWebhookProvider> List { get; }

    /// <summary>One of each class in this program that implements <see cref="IWebhookProvider"/>.</summary>
    public static WebhookProviders All() => new(typeof(IWebhookProvider).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IWebhookProvider)))
        .Select(type => (IWebhookProvider)Activator.CreateInstance(type, nonPublic: true)!));

    public IWebhookProvider? Find(string name) => _byName.GetValueOrDefault(name);
}
