using System.Text.Json;
using System.Text.RegularExpressions;
using Ci.Jobs.Storage;
using Ci.Web.Hosting;
using Ci.Web.Pages;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ci.Web.Api;

/// <summary>Turns what a request died of into one sentence, and logs what is not the client's fault.</summary>
internal sealed partial class FailureAnswers(ILogger<FailureAnswers> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        var answer = exception switch
        {
            BadHttpRequestException { InnerException: JsonException json } => JsonProblems.Of(json),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Plain(StatusCodes.Status413PayloadTooLarge, "Too large", "The request is larger than this address takes."),
            BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => Plain(StatusCodes.Status415UnsupportedMediaType, "Not JSON", "Send the body as JSON, with the header Content-Type: application/json."),
            BadHttpRequestException bad => Unreadable(bad),
            StorageException storage => Unavailable(context, storage),
            _ => Failed(context, exception),
        };
        // Without a body the answer becomes a page further out.
        if (PagesRegistration.WantsPage(context.Request)) context.Response.StatusCode = answer.StatusCode;
        else await answer.ExecuteAsync(context);
        return true;
    }

    private static ProblemHttpResult Unreadable(BadHttpRequestException bad) =>
        Unbound().Match(bad.Message) is { Success: true } unbound
            ? Problems.Invalid(unbound.Groups["name"].Value, $"The value of {unbound.Groups["name"].Value} in the address cannot be used.")
        : bad.Message.Contains("no body was provided", StringComparison.Ordinal) ? Problems.Invalid("body", "The body is missing: send a JSON object.")
        : Plain(bad.StatusCode, "The request cannot be read", bad.Message);

    // The framework says it in words only.
    [GeneratedRegex("^Failed to bind parameter \"\\S+ (?<name>\\w+)\" from", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unbound();

    private static ProblemHttpResult Plain(int status, string title, string sentence) => TypedResults.Problem(sentence, statusCode: status, title: title);

    private ProblemHttpResult Unavailable(HttpContext context, StorageException storage)
    {
        Log.RequestFailed(log, storage, context.Request.Method, context.Request.Path, context.TraceIdentifier);
        context.Response.Headers.RetryAfter = "10";
        return Plain(StatusCodes.Status503ServiceUnavailable, "Storage not available", storage.Message);
    }

    private ProblemHttpResult Failed(HttpContext context, Exception failure)
    {
        Log.RequestFailed(log, failure, context.Request.Method, context.Request.Path, context.TraceIdentifier);
        return Plain(StatusCodes.Status500InternalServerError, "The server failed", $"Something went wrong in the server. Its log has the reason under {context.TraceIdentifier}.");
    }
}
