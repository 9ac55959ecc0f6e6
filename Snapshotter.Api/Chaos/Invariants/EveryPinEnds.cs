namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>When the IPFS node is back, every final content is pinned as its CID says, or was given up with a reason.</summary>
internal sealed class EveryPinEnds : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "Every pin ends";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        if (history.Pinned is not { } pinned) yield break;
        if (history.PinsLeft > 0) yield return FormattableString.Invariant($"{history.PinsLeft} pins were left in the queue.");
        foreach (var (cid, reason) in history.FailedPins)
        {
            if (string.IsNullOrWhiteSpace(reason)) yield return $"the pin of {cid} was given up without a reason.";
        }

        foreach (var cid in history.Finalized.Values.Distinct(StringComparer.Ordinal))
        {
            if (!pinned.ContainsKey(cid) && !history.FailedPins.ContainsKey(cid)) yield return $"{cid} is neither pinned nor given up.";
        }
    }
}
