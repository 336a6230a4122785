using System.Text.Json;
using System.Text.Json.Serialization;
using Ci.Web.Access;
using Microsoft.AspNetCore.Mvc;

namespace Ci.Web.Api;

/// <summary>The REST API: what every resource has in common, and where each is mapped.</summary>
internal static class ApiRegistration
{
    private const int MaxBodyBytes = 1024 * 1024;

    public static void AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<FailureAnswers>();
        services.Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => Strict(json.SerializerOptions));
        services.AddSingleton<Work>().AddSingleton<SecretWork>().AddSingleton<Rollbacks>();
        services.AddApiDocument();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api")
            .RequireAuthorization(Policies.Viewer)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .AddEndpointFilter<RouteGroupBuilder, CookieGuard>()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        api.MapMe();
        api.MapProjects();
        api.MapBuilds();
        api.MapDeployments();
        api.MapReleases();
        api.MapDeliveries();
        api.MapTriggers();
        api.MapSettings();
        api.MapConfig();
        api.MapTokens();
        api.MapActivity();
        app.MapApiDocument();
        app.MapConfigSchema();
    }

    // A misspelled field must not pass as a default, nor a null as a value.
    private static void Strict(JsonSerializerOptions json)
    {
        json.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.RespectNullableAnnotations = true;
        json.AllowDuplicateProperties = false;
    }
}
