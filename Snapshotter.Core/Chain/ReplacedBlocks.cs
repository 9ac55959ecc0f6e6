using Snapshotter.Core.Epochs;
using Snapshotter.Core.Forks;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>
/// Finds out why an epoch that was released is told with other blocks. Endpoints may disagree for longer than a job is tried, and a job that always asks the one that is
/// wrong would be given up: so each is asked, and where the others have the epoch's blocks as they were, who tells of other ones is asked last for a time.
/// </summary>
internal static class ReplacedBlocks
{
    /// <summary>Asks every endpoint for the last block, if there are several.</summary>
    /// <param name="rpc">The source chain.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="expected">The hash of its last block when it was released.</param>
    /// <param name="found">The hash that was told now.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>What to throw: the epoch cannot be read with these blocks.</returns>
    public static async Task<SourceChainException> ExplainAsync(RpcClient rpc, Epoch epoch, Hash32 expected, Hash32 found, CancellationToken cancellationToken)
    {
        var difference = $"{epoch}: its last block was {expected} when it was released and is {found} now.";
        if (rpc.Endpoints.Count > 1)
        {
            var looked = await new ForkInquiry(new ForkSurvey(rpc)).LookAsync($"{epoch}", [new KeptBlock(epoch.End, expected)], epoch.End, epoch.Id, cancellationToken);
            if (looked.Verdict.Belief == ForkBelief.Refused) return new SourceChainException($"{difference} {looked.Doubt}");
        }

        return new SourceChainException($"{difference} The chain was reorganised: the epoch is built anew once that is certain, unless something of it was submitted, which leaves the rest missed.");
    }
}
