using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>The logs of one contract in one epoch, and which first topics they were asked with.</summary>
internal sealed class ContractLogs
{
    private readonly HashSet<Hash32> _signatures = [];
    private List<LogEntry> _entries = [];

    public IReadOnlyList<LogEntry> Entries => _entries;

    /// <summary>The first topics they were asked with.</summary>
    public IReadOnlyCollection<Hash32> Signatures => _signatures;

    public bool Covers(IReadOnlyList<Hash32> signatures)
    {
        foreach (var signature in signatures)
        {
            if (!_signatures.Contains(signature)) return false;
        }

        return true;
    }

    /// <summary>Adds logs, which may repeat some that are here, and keeps log order.</summary>
    public void Add(IReadOnlyList<Hash32> signatures, IEnumerable<LogEntry> logs)
    {
        var first = _signatures.Count == 0;
        _signatures.UnionWith(signatures);
        if (first)
        {
            _entries.AddRange(logs);
            return;
        }

        _entries = [.. _entries.Concat(logs).DistinctBy(static log => (log.BlockNumber, log.LogIndex)).OrderBy(static log => log.BlockNumber).ThenBy(static log => log.LogIndex)];
    }
}
