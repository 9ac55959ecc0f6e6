namespace Snapshotter.Ethereum.JsonRpc.Calls;

/// <summary>How an eth_getLogs is cut into parts that together ask for the same logs.</summary>
internal static class LogFilterSplit
{
    /// <summary>The most parts one cut makes; each may be cut again when its turn comes.</summary>
    private const int MaxParts = 256;

    /// <summary>Ranges of at most <paramref name="limit"/> blocks in order, or longer ones where there would be too many.</summary>
    public static IReadOnlyList<LogFilter> ByBlocks(LogFilter filter, long limit)
    {
        var size = Math.Max(limit, (filter.BlockCount + MaxParts - 1) / MaxParts);
        var parts = new List<LogFilter>();
        for (var from = filter.FromBlock; from <= filter.ToBlock; from += size)
        {
            parts.Add(filter with { FromBlock = from, ToBlock = Math.Min(filter.ToBlock, from + size - 1) });
        }

        return parts;
    }

    /// <summary>Two halves: of the blocks, or of the addresses where it is one block; empty when it cannot be cut.</summary>
    public static IReadOnlyList<LogFilter> Halves(LogFilter filter)
    {
        if (filter.BlockCount > 1) return ByBlocks(filter, (filter.BlockCount + 1) / 2);
        if (filter.Addresses.Count < 2) return [];
        var half = filter.Addresses.Count / 2;
        return
        [
            filter with { Addresses = [.. filter.Addresses.Take(half)] },
            filter with { Addresses = [.. filter.Addresses.Skip(half)] },
        ];
    }
}
