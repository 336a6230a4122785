using System.Net.Http.Json;
using System.Text.Json;
using Ci.Web.Access;

namespace Ci.Web.Tests.Api;

public sealed class ApiDocumentTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task The_document_describes_every_operation_and_how_to_prove_oneself()
    {
        using var client = host.With(Role.Viewer);

        var document = await client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("Bearer").GetProperty("scheme").GetString());
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (Path: path.Name, operation.Value))).ToList();
        Assert.Contains(operations, operation => operation.Path == "/api/projects/{project}/rollback");
        Assert.All(operations, operation => Assert.False(string.IsNullOrEmpty(operation.Value.GetProperty("summary").GetString()), operation.Path));
    }

    [Fact]
    public async Task Its_page_is_served_from_this_console()
    {
        using var client = host.With(Role.Viewer);

        var page = await client.GetStringAsync("/scalar/");

        Assert.Contains("API - Lightweight CI/CD", page, StringComparison.Ordinal);
        Assert.DoesNotContain("cdn", page, StringComparison.OrdinalIgnoreCase);
    }
}
