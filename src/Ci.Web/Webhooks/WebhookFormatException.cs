namespace Ci.Web.Webhooks;

/// <summary>A webhook call cannot be read; the message is a sentence that names the header or field.</summary>
public sealed class WebhookFormatException(string message) : Exception(message);
