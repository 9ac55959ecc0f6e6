using System.Globalization;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Api.Hosting;

/// <summary>Holds the data folder to the chain that is read and to the way its epochs are cut, before any epoch is.</summary>
internal sealed partial class SourceIdentity(
    RunIdentity run, RpcClient rpc, IStateStore store, EpochOptions epochs, PipelineProgress progress, TimeProvider time, ILogger<SourceIdentity> logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>Returns when the folder is known to belong to the source. Of a live chain the endpoints are asked until one answers.</summary>
    /// <exception cref="CommandLine.UserException">The folder holds epochs of another source, size or namespace.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var source = run.Recording ?? $"live chain {(await ChainIdAsync(cancellationToken)).ToString(CultureInfo.InvariantCulture)}";
        await DataIdentity.CheckAsync(store, run.Of(source), cancellationToken);
    }

    private async Task<long> ChainIdAsync(CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                var batch = rpc.CreateBatch("identity");
                var id = batch.ChainId();
                await batch.SendAsync(cancellationToken);
                return id.Value;
            }
            catch (RpcException exception)
            {
                progress.SourceFailed(exception.Message);
                if (int.IsPow2(failures)) LogUnknown(exception, failures);
                var wait = epochs.PollingInterval * Math.Pow(2, Math.Min(failures - 1, 20));
                await Task.Delay(wait < LongestWait ? wait : LongestWait, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 1312, Level = LogLevel.Warning, Message = "Which chain the endpoints serve cannot be read ({Failures} failures in a row); nothing is built until it is known.")]
    private partial void LogUnknown(Exception exception, int failures);
}
