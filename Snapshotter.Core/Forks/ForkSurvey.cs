using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Forks;

/// <summary>Asks every endpoint of a chain by itself where it leaves the kept blocks: eight of them at once, then twice as many each time, down to the first that it has as well.</summary>
public sealed class ForkSurvey(RpcClient rpc)
{
    private const int FirstStep = 8;
    private const string Purpose = "reorganisation";

    /// <summary>The number of endpoints.</summary>
    public int Endpoints => rpc.Endpoints.Count;

    /// <summary>What each endpoint tells, in the order of the endpoints.</summary>
    /// <param name="kept">The blocks that are kept, in ascending order; there may be gaps between them.</param>
    /// <param name="reach">The block up to which the chain was read when something did not fit.</param>
    /// <param name="epochId">The epoch that was read, if it was one.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<IReadOnlyList<EndpointBranch>> AskAllAsync(IReadOnlyList<KeptBlock> kept, long reach, long? epochId, CancellationToken cancellationToken) =>
        await Task.WhenAll(rpc.Endpoints.Select((endpoint, index) => AskAsync(index, endpoint.Alias, kept, reach, epochId, cancellationToken)));

    /// <summary>Asks endpoints last for a time, because they tell of another chain.</summary>
    public void Contradict(IEnumerable<EndpointBranch> endpoints, string reason)
    {
        foreach (var endpoint in endpoints) rpc.Contradict(endpoint.Endpoint, reason);
    }

    private async Task<EndpointBranch> AskAsync(int index, string alias, IReadOnlyList<KeptBlock> kept, long reach, long? epochId, CancellationToken cancellationToken)
    {
        var told = new BlockHeader?[kept.Count];
        RpcAnswer<BlockHeader?>? end = null;
        int? ancestor = null;
        var (to, step) = (kept.Count - 1, FirstStep);
        while (ancestor is null && to >= 0)
        {
            var from = Math.Max(0, to - step + 1);
            var batch = rpc.CreateBatchAt(index, Purpose, epochId);
            end ??= batch.Block(BlockTag.At(reach));
            var answers = new List<(int Place, RpcAnswer<BlockHeader?> Header)>();
            for (var place = to; place >= from; place--) answers.Add((place, batch.Block(BlockTag.At(kept[place].Number))));
            await batch.SendAsync(cancellationToken);

            foreach (var (place, header) in answers)
            {
                if (header.Error is { } error) return new EndpointBranch(index, alias) { Failure = error.ToString() };
                told[place] = header.Value;
                if (header.Value?.Hash == kept[place].Hash) ancestor ??= place;
            }

            (to, step) = (from - 1, step * 2);
        }

        return BranchOf(new EndpointBranch(index, alias) { ReachesBlock = end is { IsSuccess: true, Value: not null } }, kept, ancestor, told);
    }

    private static EndpointBranch BranchOf(EndpointBranch told, IReadOnlyList<KeptBlock> kept, int? ancestor, BlockHeader?[] headers)
    {
        var first = ancestor + 1 ?? 0;
        var blocks = new List<Hash32>();
        KeptBlock? before = ancestor is { } common ? kept[common] : null;
        for (var place = first; place < headers.Length && headers[place] is { } header; place++)
        {
            if (before?.Number == header.Number - 1 && header.ParentHash != before.Value.Hash) return told with { Failure = $"its block {header.Number} does not follow its block {header.Number - 1}" };
            blocks.Add(header.Hash);
            before = new KeptBlock(header.Number, header.Hash);
        }

        return told with
        {
            Ancestor = ancestor is { } last ? kept[last].Number : null,
            ForkPoint = first < kept.Count ? kept[first].Number : kept[^1].Number + 1,
            Blocks = blocks,
            IsWhole = first + blocks.Count == kept.Count,
        };
    }
}
