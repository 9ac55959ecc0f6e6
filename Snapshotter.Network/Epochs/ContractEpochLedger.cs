using Snapshotter.Core.Epochs;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Network.Epochs;

/// <summary>A contract of either generation. Both take epochs in order only, so that a release sent twice counts once.</summary>
/// <param name="account">The account that may release, with which <paramref name="contract"/> was made.</param>
/// <param name="contract">The contract.</param>
/// <param name="interval">How often an unfinished transaction is looked for.</param>
/// <param name="time">The clock of that.</param>
public sealed class ContractEpochLedger(ContractAccount account, IEpochContract contract, TimeSpan interval, TimeProvider time) : IEpochLedger
{
    private const int MaxLooks = 120;

    /// <inheritdoc/>
    public async Task<Epoch?> CurrentAsync(CancellationToken cancellationToken)
    {
        for (var look = 1; await account.HasUnfinishedAsync(cancellationToken); look++)
        {
            // One that waits for long must not stop the manager: what is released twice, the contract refuses the second time.
            if (look == MaxLooks) break;
            await Task.Delay(interval, time, cancellationToken);
        }

        return await contract.CurrentEpochAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Epoch> ReleaseAsync(long begin, long end, CancellationToken cancellationToken) => contract.ReleaseEpochAsync(begin, end, cancellationToken);
}
