using System.Text.Json;
using Ci.Jobs.Projects;
using Ci.Jobs.Projects.Config;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary><c>/api/config/check</c> and the schema that editors complete a <c>.ci.yml</c> from.</summary>
internal static class ConfigApi
{
    private static readonly string[] Yaml = ["text/yaml", "text/x-yaml", "application/yaml", "application/x-yaml", "text/plain"];
    private static readonly byte[] Schema = Embedded("ci.schema.json");

    /// <param name="Errors">By place; empty when the file can be pushed.</param>
    /// <param name="Keys">What it sets, such as <c>build.command</c>.</param>
    /// <param name="Settings">What the project would be built with; null when no project was named.</param>
    private sealed record ConfigView(IReadOnlyList<ConfigError> Errors, IReadOnlyList<string> Keys, ProjectSettings? Settings);

    public static void MapConfig(this RouteGroupBuilder api) => api.MapPost("/config/check", CheckAsync)
        .WithTags("Projects")
        .WithSummary("Checks a .ci.yml before it is pushed")
        .WithDescription("The body is the file itself as text/yaml, its project in the query, or both as JSON. Without a project its limits are not checked.")
        .Accepts<ConfigBody>("application/json", Yaml)
        .Produces<ConfigView>()
        .ProducesValidationProblem()
        .ProducesProblem(StatusCodes.Status404NotFound);

    public static void MapConfigSchema(this WebApplication app) =>
        app.MapGet("/ci.schema.json", () => TypedResults.Bytes(Schema, "application/schema+json")).AllowAnonymous().ExcludeFromDescription();

    private static async Task<Results<Ok<ConfigView>, ProblemHttpResult>> CheckAsync(HttpContext context, string? project, ProjectStore projects, CancellationToken stop)
    {
        var body = await ReadAsync(context.Request, stop);
        if (body.Text is null) return Problems.Invalid("text", "There is no text in UTF-8: send the content of the .ci.yml.");
        if ((body.Project ?? project) is not { } name) return TypedResults.Ok(View(RepositoryConfigRules.Check(body.Text), known: false));
        return projects.Find(name) is { } found
            ? TypedResults.Ok(View(RepositoryConfigRules.Apply(body.Text, found.Settings), known: true))
            : Problems.NoProject(name);
    }

    private static async Task<ConfigBody> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (!request.HasJsonContentType())
        {
            var file = new MemoryStream();
            await request.Body.CopyToAsync(file, stop);
            return new ConfigBody { Text = RepositoryConfigRules.Decode(file.GetBuffer().AsSpan(0, (int)file.Length)) };
        }

        try
        {
            return await request.ReadFromJsonAsync<ConfigBody>(stop) ?? new ConfigBody();
        }
        catch (JsonException broken)
        {
            throw new BadHttpRequestException("The body is not valid JSON.", broken);
        }
    }

    private static ConfigView View(AppliedConfig applied, bool known) => new(applied.Errors, applied.Keys, known ? applied.Settings : null);

    private static byte[] Embedded(string name)
    {
        using var resource = typeof(ConfigApi).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
