using Ci.Jobs.Triggers;
using Ci.Web.Webhooks;

namespace Ci.Web.Pages.Deliveries;

/// <summary>Why a call was rejected, and what to do about it.</summary>
/// <param name="Cause">In a sentence or two.</param>
/// <param name="Steps">In their order.</param>
/// <param name="Secret">Whether the secret is part of it.</param>
internal sealed record Remedy(string Cause, IReadOnlyList<string> Steps, bool Secret = false)
{
    /// <param name="delivery">One that was rejected.</param>
    /// <param name="headers">The call's.</param>
    /// <param name="known">Whether the project in the called address exists.</param>
    public static Remedy Of(Delivery delivery, IReadOnlyList<HeaderLine> headers, bool known)
    {
        var forge = Forge.Of(delivery.Provider);
        string[] end = ["Save, and send the delivery again from there."];
        return delivery.Status switch
        {
            StatusCodes.Status401Unauthorized when delivery.Address.Length > 0 && !known => new(
                $"There is no project called “{delivery.Address}” here, and a call to the address of one that does not exist is never believed.",
                [$"Open {forge.Place}.", $"Let the address end with the name of a project, or with /webhook/{delivery.Provider} alone.", .. end]),
            StatusCodes.Status401Unauthorized => new(
                forge.Proofs.Any(proof => headers.Any(header => header.Name.Equals(proof, StringComparison.OrdinalIgnoreCase)))
                    ? $"The secret that {forge.Name} signs with is not {Whose(delivery)}, or something on the way changed the body."
                    : $"The call carries no signature: at {forge.Name} no secret is set for this webhook.",
                [$"Open {forge.Place}.", $"Put {Whose(delivery)} into the field “{forge.Secret}”.", .. end],
                Secret: true),
            StatusCodes.Status415UnsupportedMediaType => new(
                $"Only JSON that is not compressed is read; this call came as {headers.FirstOrDefault(header => header.Name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))?.Value ?? "no content type"}.",
                [$"Open {forge.Place}.", "Choose the content type application/json.", .. end]),
            StatusCodes.Status413PayloadTooLarge => new(
                "No forge that is known sends as much in one call.",
                ["Push less at once, or build the commit by hand: nothing else is missing."]),
            StatusCodes.Status408RequestTimeout => new(
                $"The payload came slower than any forge waits: something between {forge.Name} and this server holds calls up.",
                ["Look at the reverse proxy, the firewall and the line in between.", $"Open {forge.Place} and send the delivery again from there."]),
            StatusCodes.Status503ServiceUnavailable => new(
                "Other large payloads came at the same time, and few of them are held at once.",
                [$"Open {forge.Place} and send the delivery again from there.", "If it happens often, let only the forge's addresses reach the webhooks."]),
            StatusCodes.Status400BadRequest when delivery.Reason == BodyProblem.Cut.Sentence => new(
                "The connection ended before the whole payload was here.",
                ["Look at the reverse proxy and the line in between.", $"Open {forge.Place} and send the delivery again from there."]),
            StatusCodes.Status400BadRequest => new(
                $"The call is proven, but it does not read as one of {forge.Name}: the sentence above names the header or field.",
                [$"Check that the address is meant for {forge.Name}: its last part, {delivery.Provider}, says which forge calls.", "If it is, the payload is one that is not known here yet: build the commit by hand and report it."]),
            _ => new("The call was not taken.", [$"Open {forge.Place} and compare it with the documentation of webhooks."]),
        };
    }

    private static string Whose(Delivery delivery) => delivery.Address.Length > 0 ? $"the secret of project {delivery.Address}" : "the secret of this server";
}
