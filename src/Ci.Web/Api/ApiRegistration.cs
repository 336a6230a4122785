namespace Ci.Web.Api;

/// <summary>The REST API.</summary>
internal static class ApiRegistration
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api");
        api.MapGet("/me", (HttpContext context) => TypedResults.Text(context.User.Identity!.Name));
    }
}
