using Microsoft.Extensions.Logging;
using Snapshotter.Core.Forks;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>
/// Settles whether the anchor chain was reorganised, and from where on, by the hashes of blocks seen lately. What one endpoint alone tells is not believed
/// while another speaks against it, as on the source chain.
/// </summary>
public sealed partial class AnchorReorganisation(AnchorRpc rpc, ProtocolOptions options, ILogger<AnchorReorganisation> logger)
{
    private readonly ForkInquiry _inquiry = new(new ForkSurvey(rpc.Client));
    private readonly SortedDictionary<long, Hash32> _seen = [];

    /// <summary>A block was seen: at the head, or where the last look ended.</summary>
    public void Saw(long number, Hash32 hash)
    {
        _seen[number] = hash;
        while (_seen.Count > options.ReorgWindow) _seen.Remove(_seen.First().Key);
    }

    /// <summary>Whether the endpoint's newest block contradicts one that was seen. A node that lags behind shows an old one, which does not.</summary>
    public bool IsShorter(BlockHeader newest) => _seen.TryGetValue(newest.Number, out var hash) && hash != newest.Hash;

    /// <summary>Settles it. When it returns, the other chain is to be followed.</summary>
    /// <param name="cursor">How far the chain was read.</param>
    /// <param name="newest">The newest block of the chain that does not fit.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>The cursor where both chains part, and the blocks with events that only the old one has.</returns>
    /// <exception cref="AnchorForkException">The other chain is not believed, or not yet; nothing has changed.</exception>
    public async ValueTask<(AnchorCursor Cursor, IReadOnlyList<AppliedBlock> Undone)> SettleAsync(AnchorCursor cursor, BlockHeader newest, CancellationToken cancellationToken)
    {
        var marks = new SortedDictionary<long, Hash32>(_seen) { [cursor.Number] = cursor.Hash };
        foreach (var block in cursor.Recent) marks[block.Number] = block.Hash;

        // A chain that became shorter has nothing to tell of what is above its head.
        KeptBlock[] kept = [.. marks.Where(mark => mark.Key <= newest.Number).Select(static mark => new KeptBlock(mark.Key, mark.Value))];
        var found = await _inquiry.LookAsync($"anchor block {newest.Number}", kept, newest.Number, null, cancellationToken);
        if (found.Doubt is { } doubt)
        {
            // A block of the other chain among those that were seen hides where both part: what was read tells it.
            if (found.Verdict.Belief == ForkBelief.None) _seen.Clear();
            throw new AnchorForkException(doubt);
        }

        var branch = found.Branch;
        IReadOnlyList<AppliedBlock> undone = [.. cursor.Recent.Where(block => block.Number >= branch.ForkPoint)];
        var back = branch.Ancestor is { } common ? cursor.Number <= common ? cursor : cursor.Back(common, marks[common]) : await BottomAsync(cursor, newest, branch, cancellationToken);
        foreach (var number in _seen.Keys.Where(number => number >= branch.ForkPoint).ToArray()) _seen.Remove(number);
        if (branch.Ancestor is { } parting) LogReorganised(parting, cursor.Number, undone.Count, found.Tellers);
        else LogTooDeep(options.ReorgWindow, undone.Count, found.Tellers);
        _inquiry.Followed(found.Verdict);
        return (back, undone);
    }

    // Nothing that is remembered is in the chain any more: it is read again from as far back as could be remembered.
    private async ValueTask<AnchorCursor> BottomAsync(AnchorCursor cursor, BlockHeader newest, EndpointBranch branch, CancellationToken cancellationToken)
    {
        var bottom = Math.Max(0, Math.Min(cursor.Number, newest.Number) - options.ReorgWindow);
        var batch = rpc.Client.CreateBatchAt(branch.Endpoint, "anchor");
        var below = batch.Block(bottom);
        await batch.SendAsync(cancellationToken);
        return new AnchorCursor(bottom, below.Value?.Hash ?? newest.Hash, []);
    }

    [LoggerMessage(EventId = 1721, Level = LogLevel.Warning, Message = "The anchor chain was reorganised after block {Common}, as {Endpoints} told: what {Blocks} blocks up to {Last} told is undone, and the new ones are read.")]
    private partial void LogReorganised(long common, long last, int blocks, string endpoints);

    [LoggerMessage(EventId = 1722, Level = LogLevel.Error, Message = "The anchor chain was reorganised deeper than the blocks remembered (Protocol:ReorgWindow is {Window}), as {Endpoints} told: what {Blocks} blocks told is undone; older events may have been replaced as well.")]
    private partial void LogTooDeep(int window, int blocks, string endpoints);
}
