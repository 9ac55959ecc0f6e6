namespace Snapshotter.Core.Protocol;

/// <summary>Whether a submission was taken.</summary>
/// <param name="Refusal">Null when it was accepted; otherwise why not, with the next step.</param>
public sealed record SubmissionVerdict(string? Refusal)
{
    /// <summary>Accepted within the epoch's submission window.</summary>
    public static SubmissionVerdict Accepted { get; } = new((string?)null);

    /// <summary>To be sent: the outbox takes it, and tells what became of it.</summary>
    public static SubmissionVerdict Queued { get; } = new((string?)null) { IsQueued = true };

    /// <summary>Whether it was accepted.</summary>
    public bool IsAccepted => Refusal is null && !IsQueued;

    /// <summary>Whether it is yet to be sent.</summary>
    public bool IsQueued { get; private init; }
}
