using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Computes;

/// <summary>The headers of an epoch's blocks (spec 7.1) and the keys that maps over them have in snapshots, made once for all projects.</summary>
public sealed class BlockDetails
{
    private static readonly object Once = new();

    private BlockDetails(Epoch epoch, IReadOnlyList<BlockHeader> headers)
    {
        Epoch = epoch;
        Headers = headers;
        Keys = NumberedKeys.Range("block", epoch.Begin, epoch.End);
    }

    /// <summary>The epoch.</summary>
    public Epoch Epoch { get; }

    /// <summary>The headers, in the order of the blocks.</summary>
    public IReadOnlyList<BlockHeader> Headers { get; }

    /// <summary><c>block501</c>, <c>block502</c> and so on.</summary>
    public NumberedKeys Keys { get; }

    /// <summary>The Unix time of the last block, which is the time of the epoch's snapshots.</summary>
    public long Timestamp => Headers[^1].Timestamp;

    /// <summary>The Unix time of a block.</summary>
    public long TimestampOf(long block) => Headers[(int)(block - Epoch.Begin)].Timestamp;

    /// <summary>Reads them, once per epoch.</summary>
    public static ValueTask<BlockDetails> ReadAsync(ISourceChain chain, CancellationToken cancellationToken) =>
        chain.OnceAsync(Once, static (shared, token) => ReadAllAsync(shared, token), cancellationToken);

    private static async ValueTask<BlockDetails> ReadAllAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var headers = await Reads.AllAsync(chain.Epoch.Size, (chain, cancellationToken), static (state, index) =>
            state.chain.BlockAsync(state.chain.Epoch.Begin + index, state.cancellationToken));
        return new BlockDetails(chain.Epoch, headers);
    }
}
