using System.Text.Json;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.JsonRpc.Wire;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Models.Json;

namespace Snapshotter.Ethereum.JsonRpc.Calls;

/// <summary>eth_getLogs that is asked again in parts where the endpoint finds the whole too much.</summary>
internal sealed class LogsCall : IRpcCall
{
    private readonly LogFilter _filter;
    private readonly LogMatcher _matcher;
    private readonly Action<LogEntry[]> _done;
    private readonly Action<RpcError> _failed;
    private LogEntry[] _staged = [];

    public LogsCall(LogFilter filter, Action<LogEntry[]> done, Action<RpcError> failed)
    {
        _filter = filter;
        _matcher = new LogMatcher(filter);
        _done = done;
        _failed = failed;
    }

    public string Method => RpcMethods.GetLogs;

    public void WriteParameters(Utf8JsonWriter writer) => _filter.Write(writer);

    public RpcFault? Read(ref Utf8JsonReader reader)
    {
        _staged = LogEntryJson.ReadAll(ref reader);
        foreach (var log in _staged)
        {
            if (!_matcher.Matches(log)) return new RpcFault(RpcErrorKind.WrongAnswer, $"log {log.LogIndex} of block {log.BlockNumber} is not one the filter asks for.");
        }

        return null;
    }

    public IReadOnlyList<IRpcCall> Accept()
    {
        _done(_staged);
        return [];
    }

    public IReadOnlyList<IRpcCall> Instead(EndpointTraits traits)
    {
        var limit = traits.MaxLogBlocks;
        return _filter.BlockCount <= limit ? [] : Split(LogFilterSplit.ByBlocks(_filter, limit));
    }

    public IReadOnlyList<IRpcCall> Remedy(RpcFault fault, EndpointTraits traits)
    {
        if (!IsTooMuch(fault)) return [];
        var parts = LogFilterSplit.Halves(_filter);
        if (parts.Count == 0) return [];
        if (_filter.BlockCount > 1)
        {
            if (IsAboutBlocks(fault)) traits.RefusedLogBlocks(_filter.BlockCount);
            else traits.RefusedLogResults(_filter.BlockCount);
        }

        return Split(parts);
    }

    public void Fail(RpcError error) => _failed(error);

    private LogsCall[] Split(IReadOnlyList<LogFilter> parts)
    {
        var join = new LogsJoin(parts.Count, _done, _failed);
        return [.. parts.Select((part, index) => new LogsCall(part, logs => join.Add(index, logs), join.Fail))];
    }

    // A time-out that the endpoint itself reports is of the query; without a code it may be the line that is dead.
    private static bool IsTooMuch(RpcFault fault) =>
        fault.Kind is RpcErrorKind.RangeRefused or RpcErrorKind.TooLarge || fault is { Kind: RpcErrorKind.Timeout, Code: < 0 };

    // A limit on blocks holds for every range; one on results only for the busy ones.
    private static bool IsAboutBlocks(RpcFault fault) =>
        fault.Kind == RpcErrorKind.RangeRefused
        && fault.Reason.Contains("block", StringComparison.OrdinalIgnoreCase)
        && !fault.Reason.Contains("result", StringComparison.OrdinalIgnoreCase)
        && !fault.Reason.Contains("returned", StringComparison.OrdinalIgnoreCase)
        && !fault.Reason.Contains("size", StringComparison.OrdinalIgnoreCase);
}
