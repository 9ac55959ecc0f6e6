using Microsoft.Extensions.Logging;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Network.Epochs;

/// <summary>
/// Releases epochs on the anchor chain as the source chain grows, one after another and each followed into a block. It keeps nothing of its
/// own: where it goes on is asked of the contract, so that a crash at any point neither leaves out an epoch nor releases one twice.
/// </summary>
/// <remarks>A release that a reorganisation of the anchor chain undoes is made again, because the contract is asked before each round. What protects an epoch's blocks from one of the source chain is <see cref="EpochManagerOptions.HeadOffset"/>.</remarks>
public sealed partial class EpochManager(
    RpcClient source, IEpochLedger ledger, EpochManagerOptions options, EpochManagerMetrics metrics, TimeProvider time, ILogger<EpochManager> logger)
{
    /// <summary>Releases until cancelled, or until the epoch with the id <see cref="EpochManagerOptions.Limit"/> is released.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            var wait = options.PollingInterval;
            try
            {
                if (await ReleaseDueAsync(cancellationToken)) return;
                if (failures > 0) LogBack(failures);
                failures = 0;
            }
            catch (Exception exception) when (exception is RpcException or ContractCallException or AbiException)
            {
                failures++;
                metrics.Failed();
                wait = options.PollingInterval * Math.Pow(2, Math.Min(failures, 20));
                if (wait > options.MaxRetryDelay) wait = options.MaxRetryDelay;
                LogFailure(exception, failures, wait);
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    /// <summary>Releases every epoch that is far enough below the head, and returns whether the limit is reached.</summary>
    private async Task<bool> ReleaseDueAsync(CancellationToken cancellationToken)
    {
        var ready = await HeadAsync(cancellationToken) - options.HeadOffset;
        var current = await ledger.CurrentAsync(cancellationToken);
        if (IsLast(current)) return true;
        var begin = current is { } newest ? newest.End + 1 : options.FirstBlock ?? Math.Max(0, ready - options.EpochSize + 1);
        metrics.Behind(Math.Max(0, ready - begin + 1));
        while (begin + options.EpochSize - 1 <= ready)
        {
            current = await ledger.ReleaseAsync(begin, begin + options.EpochSize - 1, cancellationToken);
            metrics.Released();
            LogReleased(current.Id, current.Begin, current.End);
            if (IsLast(current)) return true;
            begin = current.End + 1;
            metrics.Behind(Math.Max(0, ready - begin + 1));
            if (begin + options.EpochSize - 1 <= ready) await Task.Delay(options.ReleaseInterval, time, cancellationToken);
        }

        return false;
    }

    private bool IsLast(Epoch? current) => options.Limit is { } limit && current?.Id >= limit;

    private async Task<long> HeadAsync(CancellationToken cancellationToken)
    {
        var batch = source.CreateBatch("head");
        var head = batch.BlockNumber();
        await batch.SendAsync(cancellationToken);
        return head.Value;
    }

    [LoggerMessage(EventId = 1801, Level = LogLevel.Information, Message = "Epoch {EpochId} is released: source blocks {Begin} to {End}.")]
    private partial void LogReleased(long epochId, long begin, long end);

    [LoggerMessage(EventId = 1802, Level = LogLevel.Warning, Message = "No epoch can be released ({Failures} failures in a row); the next try is in {Wait}.")]
    private partial void LogFailure(Exception exception, int failures, TimeSpan wait);

    [LoggerMessage(EventId = 1803, Level = LogLevel.Information, Message = "Epochs can be released again after {Failures} failures.")]
    private partial void LogBack(int failures);
}
