using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Telemetry;

/// <summary>Counts the requests made for each epoch. Only the latest epochs are kept.</summary>
public sealed class RequestLedger(int keepEpochs = RequestLedger.DefaultKeep) : IRpcObserver
{
    /// <summary>The number of epochs kept unless told otherwise.</summary>
    public const int DefaultKeep = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, Entry> _entries = [];

    /// <inheritdoc/>
    public void OnHttpRequest(RpcRequestInfo info)
    {
        lock (_gate)
        {
            var epochId = info.EpochId ?? 0;
            if (!_entries.TryGetValue(epochId, out var entry))
            {
                if (_entries.Count >= keepEpochs) _entries.Remove(_entries.Keys.Min());
                _entries.Add(epochId, entry = new Entry());
            }

            entry.HttpRequests++;
            foreach (var (method, count) in info.Calls) entry.Calls[method] = entry.Calls.GetValueOrDefault(method) + count;
        }
    }

    /// <summary>What was counted for an epoch.</summary>
    public RequestCount Of(long epochId)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(epochId, out var entry)
                ? new RequestCount(entry.HttpRequests, new SortedDictionary<string, long>(entry.Calls, StringComparer.Ordinal))
                : RequestCount.Zero;
        }
    }

    private sealed class Entry
    {
        public long HttpRequests { get; set; }

        public Dictionary<string, long> Calls { get; } = new(StringComparer.Ordinal);
    }
}
