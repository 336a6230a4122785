namespace Ci.Web.Webhooks;

/// <summary>A call's whole body, or why there is none.</summary>
/// <param name="Bytes">Raw.</param>
/// <param name="Problem">Null when the body is here.</param>
internal readonly record struct BodyRead(ReadOnlyMemory<byte> Bytes, BodyProblem? Problem);
