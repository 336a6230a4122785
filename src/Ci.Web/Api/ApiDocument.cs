using Ci.Web.Access;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Ci.Web.Api;

/// <summary>The OpenAPI document, and the page that shows it.</summary>
internal static class ApiDocument
{
    private const string Bearer = "Bearer";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", document =>
    {
        document.ShouldInclude = description => description.RelativePath?.StartsWith("api", StringComparison.Ordinal) == true
            || description.RelativePath?.StartsWith("webhook", StringComparison.Ordinal) == true;
        document.AddDocumentTransformer((api, _, _) =>
        {
            api.Info = new OpenApiInfo
            {
                Title = "Lightweight CI/CD",
                Version = "v1",
                Description = "Send an API token as \"Authorization: Bearer ci_...\". Make one with the server's token command or at /api/tokens.",
            };
            api.Servers = [];
            api.Components ??= new OpenApiComponents();
            api.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API token." },
            };
            api.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, api)] = [] }];
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.Viewer);
        app.MapScalarApiReference("/scalar", page => page.WithTitle("API - Lightweight CI/CD").DisableDefaultFonts().DisableAgent().HideDeveloperTools()).RequireAuthorization(Policies.Viewer);
    }
}
