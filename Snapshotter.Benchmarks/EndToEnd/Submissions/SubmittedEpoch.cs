using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Benchmarks.EndToEnd.Submissions;

/// <summary>What became of an epoch's submissions.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="Chain">What the chain tells of it.</param>
/// <param name="Failures">Why nodes gave up submissions; none when all were delivered.</param>
/// <param name="Sent">From the release to the end of the request with the last transaction that was sent.</param>
/// <param name="Delivered">From the release until every node knew all of its submissions to be in blocks.</param>
/// <param name="Requests">The HTTP requests of all nodes meanwhile.</param>
/// <param name="Calls">Their calls, by method.</param>
internal sealed record SubmittedEpoch(
    long EpochId, ChainTally Chain, IReadOnlyList<string> Failures, TimeSpan Sent, TimeSpan Delivered, int Requests, IReadOnlyDictionary<string, int> Calls)
{
    /// <summary>How often a transaction was sent, replacements and repetitions included.</summary>
    public int Broadcasts => Calls.GetValueOrDefault("eth_sendRawTransaction");

    /// <summary>What was lost, late, wrong or double, one sentence each; none when all went as it should.</summary>
    public IEnumerable<string> Faults(SubmissionLoad load, IReadOnlyCollection<Address> snapshotters)
    {
        var missing = load.ProjectIds.Sum(id => snapshotters.Count(account => !Chain.Counted.Contains((account, id, SubmissionLoad.CidOf(EpochId, id).ToString()))));
        if (missing > 0) yield return FormattableString.Invariant($"Epoch {EpochId}: {missing} of {load.PerEpoch} submissions were not counted.");
        if (Chain.Late > 0) yield return FormattableString.Invariant($"Epoch {EpochId}: {Chain.Late} submissions were late.");
        if (Chain.Transactions != load.PerEpoch) yield return FormattableString.Invariant($"Epoch {EpochId}: there are {Chain.Transactions} transactions for {load.PerEpoch} submissions.");
        var wrong = load.ProjectIds.Count(id => Chain.Finalized.GetValueOrDefault(id) != SubmissionLoad.CidOf(EpochId, id).ToString());
        if (wrong > 0) yield return FormattableString.Invariant($"Epoch {EpochId}: {wrong} of {load.Pairs} projects are not final, or with another CID.");
        if (Failures.Count > 0) yield return FormattableString.Invariant($"Epoch {EpochId}: nodes gave up {Failures.Count} submissions, one because: {Failures[0]}");
    }
}
