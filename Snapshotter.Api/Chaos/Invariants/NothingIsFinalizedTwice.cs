namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>A project has one final CID in an epoch, whoever finalized it, and however often.</summary>
internal sealed class NothingIsFinalizedTwice : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "Nothing is finalized twice";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history) => history.Finalities.GroupBy(static final => final.Key).Where(static finals => finals.Count() > 1)
        .Select(static finals => $"{finals.Key} is final as {string.Join(" and ", finals.Select(static final => final.Cid))}.");
}
