using Microsoft.Extensions.Logging;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>Finds where the anchor chain was reorganised, by the hashes of blocks seen lately.</summary>
public sealed partial class AnchorReorganisation(AnchorRpc rpc, ProtocolOptions options, ILogger<AnchorReorganisation> logger)
{
    private readonly SortedDictionary<long, Hash32> _seen = [];

    /// <summary>A block was seen at the head.</summary>
    public void Saw(BlockHeader newest)
    {
        _seen[newest.Number] = newest.Hash;
        while (_seen.Count > options.ReorgWindow) _seen.Remove(_seen.First().Key);
    }

    /// <summary>Whether the endpoint's newest block contradicts one that was seen. A node that lags behind shows an old one, which does not.</summary>
    public bool IsShorter(BlockHeader newest) => _seen.TryGetValue(newest.Number, out var hash) && hash != newest.Hash;

    /// <summary>The cursor where both chains part, and the blocks with events that only the old one has.</summary>
    public async ValueTask<(AnchorCursor Cursor, IReadOnlyList<AppliedBlock> Undone)> FindAsync(AnchorCursor cursor, BlockHeader newest, CancellationToken cancellationToken)
    {
        var marks = new SortedDictionary<long, Hash32>(_seen) { [cursor.Number] = cursor.Hash };
        foreach (var block in cursor.Recent) marks[block.Number] = block.Hash;
        var batch = rpc.Client.CreateBatch("anchor");
        var headers = marks.Keys.Where(number => number <= newest.Number).Select(number => (Number: number, Header: batch.Block(number))).ToArray();
        var bottom = Math.Max(0, Math.Min(cursor.Number, newest.Number) - options.ReorgWindow);
        var below = batch.Block(bottom);
        await batch.SendAsync(cancellationToken);

        var (common, _) = headers.LastOrDefault(mark => mark.Header.Value?.Hash == marks[mark.Number]);
        foreach (var number in marks.Keys.Where(number => number > common)) _seen.Remove(number);
        IReadOnlyList<AppliedBlock> undone = [.. cursor.Recent.Where(block => block.Number > common)];
        if (common > 0)
        {
            LogReorganised(common, cursor.Number, undone.Count);
            return (cursor.Back(common, marks[common]), undone);
        }

        LogTooDeep(options.ReorgWindow, undone.Count);
        return (new AnchorCursor(bottom, below.Value?.Hash ?? newest.Hash, []), undone);
    }

    [LoggerMessage(EventId = 1721, Level = LogLevel.Warning, Message = "The anchor chain was reorganised after block {Common}: what {Blocks} blocks up to {Last} told is undone, and the new ones are read.")]
    private partial void LogReorganised(long common, long last, int blocks);

    [LoggerMessage(EventId = 1722, Level = LogLevel.Error, Message = "The anchor chain was reorganised deeper than the blocks remembered (Protocol:ReorgWindow is {Window}): what {Blocks} blocks told is undone; older events may have been replaced as well.")]
    private partial void LogTooDeep(int window, int blocks);
}
