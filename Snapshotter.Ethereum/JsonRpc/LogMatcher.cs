using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Tells whether a log is one that a filter asks for; made once for many logs.</summary>
public sealed class LogMatcher
{
    private readonly LogFilter _filter;
    private readonly HashSet<Address>? _addresses;
    private readonly HashSet<Hash32>?[] _topics;

    /// <summary>A matcher for this filter.</summary>
    public LogMatcher(LogFilter filter)
    {
        _filter = filter;
        _addresses = filter.Addresses.Count == 0 ? null : [.. filter.Addresses];
        _topics = [.. filter.Topics.Select(position => position is null or { Count: 0 } ? null : position.ToHashSet())];
    }

    /// <summary>Whether block, address and every topic position are as asked.</summary>
    public bool Matches(LogEntry log) => IsInBlocks(log.BlockNumber, log.BlockHash) && Matches(log.Address, log.Topics);

    /// <summary>Whether address and every topic position are as asked, whatever the block.</summary>
    public bool Matches(Address address, ReadOnlySpan<Hash32> topics)
    {
        if (_addresses is not null && !_addresses.Contains(address)) return false;
        if (topics.Length < _topics.Length) return false;
        for (var i = 0; i < _topics.Length; i++)
        {
            if (_topics[i] is { } wanted && !wanted.Contains(topics[i])) return false;
        }

        return true;
    }

    private bool IsInBlocks(long number, Hash32 hash) =>
        _filter.BlockHash is { } wanted ? hash == wanted : number >= _filter.FromBlock && number <= _filter.ToBlock;
}
