using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Core.Chain;

/// <summary>The part of a request that reads an epoch's headers (null when they are here already) and logs.</summary>
internal sealed record BlocksRequest(RpcAnswer<BlockHeader?>[]? Headers, IReadOnlyList<(LogFilter Filter, RpcAnswer<LogEntry[]> Answer)> Logs);
