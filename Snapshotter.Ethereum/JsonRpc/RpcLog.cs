using Microsoft.Extensions.Logging;
using Snapshotter.Ethereum.JsonRpc.Endpoints;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>What the client logs: changes, not repetitions.</summary>
internal static partial class RpcLog
{
    [LoggerMessage(901, LogLevel.Warning, "Endpoint '{Endpoint}' is {State} after {Method} failed: {Kind}: {Reason}")]
    public static partial void EndpointFails(ILogger logger, string endpoint, EndpointState state, string method, RpcErrorKind kind, string reason);

    [LoggerMessage(902, LogLevel.Information, "Endpoint '{Endpoint}' is healthy again")]
    public static partial void EndpointRecovers(ILogger logger, string endpoint);

    [LoggerMessage(906, LogLevel.Warning, "Endpoint '{Endpoint}' is asked last for a time, because it tells of another chain: {Reason}")]
    public static partial void EndpointContradicted(ILogger logger, string endpoint, string reason);

    [LoggerMessage(903, LogLevel.Information, "Endpoint '{Endpoint}' refused a batch of {Calls} calls; batches to it now hold at most {MaxBatchSize}: {Reason}")]
    public static partial void BatchRefused(ILogger logger, string endpoint, int calls, int maxBatchSize, string reason);

    [LoggerMessage(904, LogLevel.Debug, "{Method} is asked in {Parts} parts instead at endpoint '{Endpoint}': {Reason}")]
    public static partial void AskedInParts(ILogger logger, string method, int parts, string endpoint, string reason);

    [LoggerMessage(905, LogLevel.Debug, "{Calls} calls are sent again after {Delay}")]
    public static partial void Retrying(ILogger logger, int calls, TimeSpan delay);
}
