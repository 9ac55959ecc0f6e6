using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Callers;

/// <summary>
/// Counts the calls of callers in their windows. A take is one atomic operation: hosts that share a meter never let
/// more calls through than the limits allow together.
/// </summary>
/// <remarks>
/// A window begins with the first call after the one before is over. Calls are counted before they are made: what was granted is durable when
/// the operation returns, so that a process that dies loses no call it answered.
/// </remarks>
public interface ICallMeter
{
    /// <summary>Takes calls from every window of a caller, or none where one is used up, and adds to its counts.</summary>
    /// <exception cref="StorageException">Nothing was taken.</exception>
    ValueTask<CallGrant> TakeAsync(CallTake take, CancellationToken cancellationToken);

    /// <summary>Takes one call of whoever owns a key, so that a host that does not know the key yet asks once.</summary>
    /// <returns>The owner with the grant, or null when the key is nobody's, which leaves no trace.</returns>
    /// <exception cref="StorageException">Nothing was taken.</exception>
    ValueTask<KeyedGrant?> TakeAsync(KeyDigest key, CancellationToken cancellationToken);

    /// <summary>Removes a portion of the callers without a key whose windows are over.</summary>
    /// <returns>Whether there may be more to remove.</returns>
    ValueTask<bool> ForgetExpiredAsync(CancellationToken cancellationToken);
}
