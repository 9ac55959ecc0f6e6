namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>What was once served as final is served for ever, and as it was. Only a reorganisation of the anchor chain takes a decision back, until it is made again.</summary>
internal sealed class FinalizedAnswersNeverChange : IInvariant
{
    private const int NotFound = 404;

    /// <inheritdoc/>
    public string Rule => "A finalized answer never changes";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        foreach (var samples in history.Samples.GroupBy(static sample => sample.Key))
        {
            var served = samples.SkipWhile(static sample => sample.Body is null).ToArray();
            if (served.Length == 0) continue;
            var first = served[0];
            if (!history.MayTakeBack && !history.MayLackContents && Array.Exists(served, static sample => sample.Status == NotFound)) yield return $"{first.Key} was served and then was not there.";
            if (Array.Exists(served, sample => sample.Body is { } body && (sample.Cid != first.Cid || !body.AsSpan().SequenceEqual(first.Body))))
                yield return $"{first.Key} was {first.Cid} when it was first served and something else later.";
            if (history.Finalized.TryGetValue(first.Key, out var final) && final != first.Cid) yield return $"{first.Key} was served as {first.Cid} and ended as {final}.";
        }
    }
}
