namespace Ci.Web.Access;

/// <summary>One line of the audit trail.</summary>
internal sealed record Activity
{
    public required long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    /// <summary>What was done, such as <c>Project.Added</c>.</summary>
    public required string Action { get; init; }

    /// <summary>On what, such as <c>shop</c> or <c>shop #42</c>.</summary>
    public required string Subject { get; init; }

    public string? Detail { get; init; }

    public string? Source { get; init; }
}
