using Snapshotter.Ethereum.Models;

namespace Snapshotter.Ethereum.JsonRpc.Calls;

/// <summary>Puts the answers to the parts of one eth_getLogs together again, in the order of the chain.</summary>
internal sealed class LogsJoin
{
    private readonly LogEntry[]?[] _parts;
    private readonly Action<LogEntry[]> _done;
    private readonly Action<RpcError> _failed;
    private int _missing;
    private bool _hasFailed;

    public LogsJoin(int parts, Action<LogEntry[]> done, Action<RpcError> failed)
    {
        _parts = new LogEntry[]?[parts];
        _missing = parts;
        _done = done;
        _failed = failed;
    }

    /// <summary>One part is answered.</summary>
    public void Add(int index, LogEntry[] logs)
    {
        _parts[index] = logs;
        if (--_missing > 0 || _hasFailed) return;
        LogEntry[] all = [.. _parts.SelectMany(part => part!)];
        Array.Sort(all, static (left, right) => (left.BlockNumber, left.LogIndex).CompareTo((right.BlockNumber, right.LogIndex)));
        _done(all);
    }

    /// <summary>One part has failed for good, and so has the whole.</summary>
    public void Fail(RpcError error)
    {
        if (_hasFailed) return;
        _hasFailed = true;
        _failed(error);
    }
}
