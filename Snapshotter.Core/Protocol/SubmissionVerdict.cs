namespace Snapshotter.Core.Protocol;

/// <summary>Whether a submission was taken.</summary>
/// <param name="Refusal">Null when it was accepted; otherwise why not, with the next step.</param>
public sealed record SubmissionVerdict(string? Refusal)
{
    /// <summary>Accepted within the epoch's submission window.</summary>
    public static SubmissionVerdict Accepted { get; } = new((string?)null);

    /// <summary>Whether it was accepted.</summary>
    public bool IsAccepted => Refusal is null;
}
