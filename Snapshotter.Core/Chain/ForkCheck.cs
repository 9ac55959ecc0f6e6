using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Core.Chain;

/// <summary>Makes sure that what was read of an epoch is of one fork, and is what was asked for.</summary>
internal static class ForkCheck
{
    /// <summary>Every block names the one before it as its parent.</summary>
    /// <exception cref="SourceChainException">The blocks are of different forks, or not the ones asked for.</exception>
    public static void Chained(Epoch epoch, BlockHeader[] headers)
    {
        for (var i = 0; i < headers.Length; i++)
        {
            var number = epoch.Begin + i;
            if (headers[i].Number != number) throw new SourceChainException($"{epoch}: asked for block {number}, got block {headers[i].Number}. The endpoint is at fault; the epoch is read again.");
            if (i > 0 && headers[i].ParentHash != headers[i - 1].Hash)
            {
                throw new SourceChainException($"{epoch}: block {number} has the parent {headers[i].ParentHash}, but block {number - 1} is {headers[i - 1].Hash}. The chain was reorganised while it was read; the epoch is read again.");
            }
        }
    }

    /// <summary>The logs are in order, within the epoch, as filtered, and of the blocks whose headers were read.</summary>
    /// <exception cref="SourceChainException">They are not.</exception>
    public static void Consistent(Epoch epoch, BlockHeader[] headers, LogFilter filter, LogEntry[] logs)
    {
        var addresses = filter.Addresses.ToHashSet();
        var signatures = filter.Topics[0]!.ToHashSet();
        LogEntry? before = null;
        foreach (var log in logs)
        {
            if (Fault(epoch, headers, log, before) is { } fault || (fault = FilterFault(log)) is not null)
            {
                throw new SourceChainException($"{epoch}: log {log.LogIndex} of block {log.BlockNumber} {fault}. The endpoint is at fault or the chain was reorganised; the epoch is read again.");
            }

            before = log;
        }

        if (LogEvidence.Impossible(epoch, headers, filter, logs) is { } impossible)
        {
            throw new SourceChainException($"{epoch}: log {impossible.LogIndex} of block {impossible.BlockNumber} is not in the bloom of its block. The endpoint is at fault; the epoch is read again.");
        }

        string? FilterFault(LogEntry log) =>
            !addresses.Contains(log.Address) || log.Topics.Length == 0 || !signatures.Contains(log.Topics[0]) ? "was not asked for" : null;
    }

    private static string? Fault(Epoch epoch, BlockHeader[] headers, LogEntry log, LogEntry? before)
    {
        if (log.Removed) return "is marked as removed";
        if (!epoch.Contains(log.BlockNumber)) return "lies outside the epoch";
        if (headers[log.BlockNumber - epoch.Begin].Hash != log.BlockHash) return $"is of block {log.BlockHash}, whose header has another hash";
        if (before is not null && (log.BlockNumber, log.LogIndex).CompareTo((before.BlockNumber, before.LogIndex)) <= 0) return "is out of order";
        return null;
    }
}
