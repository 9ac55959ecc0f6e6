using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Network.Contracts;

/// <summary>A contract that records which epochs are released, one after another and without gap.</summary>
public interface IEpochContract
{
    /// <summary>Where the contract is.</summary>
    Address Address { get; }

    /// <summary>The newest epoch, as of the latest block; null before the first.</summary>
    /// <exception cref="Ethereum.JsonRpc.RpcException">The chain does not answer.</exception>
    Task<Epoch?> CurrentEpochAsync(CancellationToken cancellationToken);

    /// <summary>Releases the next epoch, and returns it when it is in a block.</summary>
    /// <exception cref="ContractCallException">The contract refused: it is not the next epoch, or the account may not release.</exception>
    Task<Epoch> ReleaseEpochAsync(long begin, long end, CancellationToken cancellationToken);
}
