using Snapshotter.Ethereum.Models;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Reads the logs of one filter.</summary>
public static class LogReader
{
    /// <summary>All logs the filter asks for, in the order of the chain; ranges and results that an endpoint finds too many are asked for in parts.</summary>
    /// <exception cref="RpcException">The logs could not be read.</exception>
    public static async Task<LogEntry[]> GetLogsAsync(RpcClient client, LogFilter filter, CancellationToken cancellationToken)
    {
        var batch = client.CreateBatch("logs");
        var logs = batch.Logs(filter);
        await batch.SendAsync(cancellationToken);
        return logs.Value;
    }
}
