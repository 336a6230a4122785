using Microsoft.AspNetCore.Http.Extensions;

namespace Ci.Web.Pages.Shared;

/// <summary>The part of an address after the question mark, without what is not set.</summary>
internal static class Query
{
    public static string Of(params IEnumerable<(string Name, string? Value)> pairs) =>
        new QueryBuilder(pairs.Where(pair => !string.IsNullOrEmpty(pair.Value)).Select(pair => KeyValuePair.Create(pair.Name, pair.Value!))).ToString();
}
