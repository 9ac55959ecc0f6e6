using Microsoft.Extensions.Logging;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Forks;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Epochs.Forks;

/// <summary>Settles whether the source chain was reorganised below the head offset, when an epoch does not fit the blocks that are kept.</summary>
public sealed partial class SourceForks
{
    private readonly ForkInquiry _inquiry;
    private readonly SourceHistoryStore _history;
    private readonly ForkedEpochs _epochs;
    private readonly SourceChainReader _reader;
    private readonly SourceChainOptions _options;
    private readonly ILogger<SourceForks> _logger;

    /// <summary>Asks through <paramref name="survey"/>, and has epochs rebuilt or marked by <paramref name="epochs"/>.</summary>
    public SourceForks(ForkSurvey survey, SourceHistoryStore history, ForkedEpochs epochs, SourceChainReader reader, SourceChainOptions options, ILogger<SourceForks> logger)
    {
        _inquiry = new ForkInquiry(survey);
        _history = history;
        _epochs = epochs;
        _reader = reader;
        _options = options;
        _logger = logger;
    }

    /// <summary>Settles it. When it returns, the other chain is the kept one, and what is to be built anew is listed in the history.</summary>
    /// <param name="epoch">The epoch that does not fit.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="SourceChainException">Another chain is not believed, or not yet; nothing has changed.</exception>
    /// <exception cref="Storage.StorageException">It could not be written; nothing has changed.</exception>
    public async ValueTask SettleAsync(Epoch epoch, CancellationToken cancellationToken)
    {
        var history = await _history.LoadAsync(cancellationToken);
        var found = await _inquiry.LookAsync($"{epoch}", history.Headers.ToBlocks(), epoch.End, epoch.Id, cancellationToken);
        if (found.Doubt is { } doubt) throw new SourceChainException(doubt);
        var branch = found.Branch;
        var after = history.Headers.Branching(branch.Ancestor, branch.Blocks);
        var forked = await _epochs.TakeAsync(history, after, branch.ForkPoint, cancellationToken);
        _reader.DropValues();

        if (branch.Ancestor is null) LogTooDeep(branch.ForkPoint, _options.ReorgHorizon);
        LogReorganised(branch.ForkPoint, branch.Blocks.Count, history.Headers.At(branch.ForkPoint)!.Value, branch.Blocks[0], found.Tellers);
        foreach (var one in forked)
        {
            if (one.IsRebuilt) LogRebuilt(one.EpochId, one.OldHash, one.NewHash);
            else LogMarked(one.EpochId, one.OldHash, one.NewHash);
        }

        _inquiry.Followed(found.Verdict);
    }

    [LoggerMessage(EventId = 1121, Level = LogLevel.Warning, Message = "The source chain was reorganised: {Blocks} blocks from {ForkPoint} on, which was {OldHash} and is {NewHash}, were replaced, as {Endpoints} told.")]
    private partial void LogReorganised(long forkPoint, int blocks, Hash32 oldHash, Hash32 newHash, string endpoints);

    [LoggerMessage(EventId = 1122, Level = LogLevel.Error, Message = "The source chain was reorganised below block {Lowest}, the lowest that is kept (SourceChain:ReorgHorizon is {Horizon}): epochs before it may be of replaced blocks and are not marked. The new chain is followed.")]
    private partial void LogTooDeep(long lowest, int horizon);

    [LoggerMessage(EventId = 1123, Level = LogLevel.Warning, Message = "Epoch {EpochId}, of which nothing was submitted, ended with block {OldHash} and ends with {NewHash} now; it is built anew.")]
    private partial void LogRebuilt(long epochId, Hash32 oldHash, Hash32 newHash);

    [LoggerMessage(EventId = 1124, Level = LogLevel.Error, Message = "Epoch {EpochId} was submitted with the blocks up to {OldHash}, in whose place is {NewHash} now; its snapshots stay as they are and it is marked.")]
    private partial void LogMarked(long epochId, Hash32 oldHash, Hash32 newHash);
}
