namespace Ci.Web.Webhooks;

/// <summary>Why a body was not read, as it is answered.</summary>
internal sealed record BodyProblem(int Status, string Sentence)
{
    public static readonly BodyProblem TooLarge = new(StatusCodes.Status413PayloadTooLarge, "The payload is larger than 25 MB.");

    public static readonly BodyProblem TooSlow = new(
        StatusCodes.Status408RequestTimeout, "The payload came too slowly: it may take six seconds, and one more for each megabyte.");

    public static readonly BodyProblem Cut = new(StatusCodes.Status400BadRequest, "The payload did not arrive whole.");

    public static readonly BodyProblem TooMany = new(StatusCodes.Status503ServiceUnavailable, "Too many payloads over 1 MB arrive at once. Send it again.");

    public static readonly BodyProblem Closed = new(
        StatusCodes.Status429TooManyRequests, "Too many calls of yours were refused. Check the secret, then try again in a minute.");
}
