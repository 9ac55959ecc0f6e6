using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Epochs.Forks;

/// <summary>Asks every endpoint by itself where its chain leaves the kept one: eight blocks at once, then twice as many each time, down to the first that is kept.</summary>
public sealed class ForkSurvey(RpcClient rpc)
{
    private const int FirstStep = 8;
    private const string Purpose = "reorganisation";

    /// <summary>The number of endpoints.</summary>
    public int Endpoints => rpc.Endpoints.Count;

    /// <summary>What each endpoint tells, in the order of the endpoints.</summary>
    /// <param name="kept">The blocks that are kept; at least one.</param>
    /// <param name="epoch">The epoch that does not fit.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    public async Task<IReadOnlyList<EndpointBranch>> AskAllAsync(KeptHeaders kept, Epoch epoch, CancellationToken cancellationToken) =>
        await Task.WhenAll(rpc.Endpoints.Select((endpoint, index) => AskAsync(index, endpoint.Alias, kept, epoch, cancellationToken)));

    /// <summary>Asks endpoints last for a time, because they tell of another chain.</summary>
    public void Contradict(IEnumerable<EndpointBranch> endpoints, string reason)
    {
        foreach (var endpoint in endpoints) rpc.Contradict(endpoint.Endpoint, reason);
    }

    private async Task<EndpointBranch> AskAsync(int index, string alias, KeptHeaders kept, Epoch epoch, CancellationToken cancellationToken)
    {
        var told = new SortedDictionary<long, BlockHeader?>();
        RpcAnswer<BlockHeader?>? end = null;
        long? ancestor = null;
        var (to, step) = (kept.Last, FirstStep);
        while (ancestor is null && to >= kept.First)
        {
            var from = Math.Max(kept.First, to - step + 1);
            var batch = rpc.CreateBatchAt(index, Purpose, epoch.Id);
            end ??= batch.Block(BlockTag.At(epoch.End));
            var answers = new List<(long Number, RpcAnswer<BlockHeader?> Header)>();
            for (var number = to; number >= from; number--) answers.Add((number, batch.Block(BlockTag.At(number))));
            await batch.SendAsync(cancellationToken);

            foreach (var (number, header) in answers)
            {
                if (header.Error is { } error) return new EndpointBranch(index, alias) { Failure = error.ToString() };
                told[number] = header.Value;
                if (header.Value?.Hash == kept.At(number)) ancestor ??= number;
            }

            (to, step) = (from - 1, step * 2);
        }

        return BranchOf(new EndpointBranch(index, alias) { Ancestor = ancestor, ReachesEpoch = end is { IsSuccess: true, Value: not null } }, kept, told);
    }

    private static EndpointBranch BranchOf(EndpointBranch told, KeptHeaders kept, SortedDictionary<long, BlockHeader?> headers)
    {
        var point = told.Ancestor + 1 ?? kept.First;
        var blocks = new List<Hash32>();
        var parent = kept.At(point - 1);
        for (var number = point; headers.TryGetValue(number, out var header) && header is not null; number++)
        {
            if (parent is { } expected && header.ParentHash != expected) return told with { Failure = $"its block {number} does not follow its block {number - 1}" };
            blocks.Add(header.Hash);
            parent = header.Hash;
        }

        return told with { ForkPoint = point, Blocks = blocks, IsWhole = point + blocks.Count - 1 == kept.Last };
    }
}
