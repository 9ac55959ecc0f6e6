using Snapshotter.Core.Epochs;

namespace Snapshotter.Network.Epochs;

/// <summary>The contract as the manager of its epochs sees it.</summary>
public interface IEpochLedger
{
    /// <summary>The newest released epoch, or null before the first. Waits until no transaction of this account is under way, so that what an earlier life of the process sent counts.</summary>
    Task<Epoch?> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>Releases the next epoch and returns it when it is in a block.</summary>
    /// <exception cref="Contracts.ContractCallException">The contract refused: it is not the next epoch, or the account may not release.</exception>
    Task<Epoch> ReleaseAsync(long begin, long end, CancellationToken cancellationToken);
}
