using System.Text.Json.Serialization;
using Ci.Jobs.Pipeline;

namespace Ci.Web.Live;

/// <summary>What browsers are told of a change.</summary>
/// <param name="Topic">The topic that is watched.</param>
/// <param name="Id">What changed, such as <c>build:shop/42</c>.</param>
/// <param name="Version">Grows with every change.</param>
/// <param name="State">State it has now; empty when it is not known any more what changed.</param>
/// <param name="Reason">Why, where it is an end state.</param>
/// <param name="Now">The server's clock, Unix milliseconds.</param>
internal sealed record Changed(
    string Topic, string Id, long Version, string State, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason, long Now)
{
    public static Changed Of(Change change, string topic, TimeProvider time) =>
        new(topic, change.Topic, change.Version, change.State, change.Reason, time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Something changed, nobody knows what.</summary>
    public static Changed Unknown(string topic, long version, TimeProvider time) =>
        new(topic, topic, version, "", null, time.GetUtcNow().ToUnixTimeMilliseconds());
}
