using System.Numerics;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>
/// What the blooms of an epoch's headers say of an answer to eth_getLogs. Behind a load balancer the logs may come from a node that is
/// behind the one that gave the headers, and a node that is behind answers with what it has: nothing, or the first blocks only.
/// </summary>
/// <remarks>
/// In doubt are the blocks of which there is no log: those after the last one, and, because an answer is put together from parts where an endpoint limits
/// ranges, those between others. A block whose bloom excludes every asked contract, or every asked topic, is proven
/// to hold nothing, which costs nothing. A block whose bloom admits both either holds a log that was left out, or admits it by chance.
/// Chance is (bits set / 2048)^3 per contract: next to nothing in small blocks, where one such block is good evidence, and nearly
/// certain in full mainnet blocks or with many contracts, where it says nothing. So blocks are asked again, by hash, only where the
/// blooms would raise suspicion by chance in no more than <see cref="MostChance"/> of all epochs: that bounds what is asked in vain.
/// A node that does not have the block cannot answer by hash with an empty list, it has to refuse. See docs/decisions/logs-that-were-left-out.md.
/// </remarks>
internal static class LogEvidence
{
    /// <summary>The largest share of epochs in which blocks are asked again for nothing.</summary>
    public const double MostChance = 0.1;

    /// <summary>A log must be in the bloom of its block.</summary>
    /// <returns>The first log that is not, or null.</returns>
    public static LogEntry? Impossible(Epoch epoch, BlockHeader[] headers, LogFilter filter, LogEntry[] logs)
    {
        var asked = new AskedBits(filter);
        foreach (var log in logs)
        {
            var bloom = headers[log.BlockNumber - epoch.Begin].LogsBloom;
            if (!asked.Of(log.Address).AreIn(bloom) || !asked.Of(log.Topics[0]).AreIn(bloom)) return log;
        }

        return null;
    }

    /// <summary>The blocks without a log whose blooms make it likely that one was left out. Empty when the answer is proven, or when nothing can be told.</summary>
    public static IReadOnlyList<BlockHeader> Doubtful(Epoch epoch, BlockHeader[] headers, LogFilter filter, LogEntry[] logs)
    {
        var places = logs.Select(log => (int)(log.BlockNumber - epoch.Begin)).ToHashSet();
        if (places.Count == headers.Length) return [];

        var asked = new AskedBits(filter);
        var doubtful = new List<BlockHeader>();
        var chance = 0.0;

        // The last blocks are the likeliest to be missing, so that what may be asked in vain is theirs first.
        var after = logs.Length == 0 ? 0 : places.Max() + 1;
        if (!Doubt(after, headers.Length)) return [];
        var last = doubtful.Count;
        if (!Doubt(0, after)) doubtful.RemoveRange(last, doubtful.Count - last);
        return doubtful;

        // False when the blooms tell nothing.
        bool Doubt(int from, int to)
        {
            for (var place = from; place < to; place++)
            {
                var bloom = headers[place].LogsBloom;
                if (places.Contains(place) || !asked.HasTopicIn(bloom)) continue;
                chance = 1 - ((1 - chance) * Math.Pow(1 - Math.Pow(Fill(bloom), 3), filter.Addresses.Count));
                if (chance > MostChance) return false;
                if (asked.HasContractIn(bloom)) doubtful.Add(headers[place]);
            }

            return true;
        }
    }

    private static double Fill(ReadOnlySpan<byte> bloom)
    {
        var bits = 0;
        foreach (var part in bloom) bits += BitOperations.PopCount(part);
        return (double)bits / (LogsBloom.Size * 8);
    }

    private sealed class AskedBits(LogFilter filter)
    {
        private readonly Dictionary<Address, LogsBloomBits> _contracts = filter.Addresses.ToDictionary(static address => address, static address => LogsBloom.BitsOf(address.Bytes));
        private readonly Dictionary<Hash32, LogsBloomBits> _topics = filter.Topics[0]!.ToDictionary(static topic => topic, static topic => LogsBloom.BitsOf(topic.Bytes));

        public LogsBloomBits Of(Address contract) => _contracts[contract];

        public LogsBloomBits Of(Hash32 topic) => _topics[topic];

        public bool HasContractIn(ReadOnlySpan<byte> bloom) => IsAnyIn(_contracts.Values, bloom);

        public bool HasTopicIn(ReadOnlySpan<byte> bloom) => IsAnyIn(_topics.Values, bloom);

        private static bool IsAnyIn(IEnumerable<LogsBloomBits> all, ReadOnlySpan<byte> bloom)
        {
            foreach (var bits in all)
            {
                if (bits.AreIn(bloom)) return true;
            }

            return false;
        }
    }
}
