using Microsoft.Extensions.Logging;
using Snapshotter.Core.Chain;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Epochs.Forks;

/// <summary>Settles whether the source chain was reorganised below the head offset, when an epoch does not fit the blocks that are kept.</summary>
public sealed partial class SourceForks
{
    private readonly ForkSurvey _survey;
    private readonly SourceHistoryStore _history;
    private readonly ForkedEpochs _epochs;
    private readonly SourceChainReader _reader;
    private readonly SourceChainOptions _options;
    private readonly ILogger<SourceForks> _logger;
    private readonly ForkLooks _looks = new();

    /// <summary>Asks through <paramref name="survey"/>, and has epochs rebuilt or marked by <paramref name="epochs"/>.</summary>
    public SourceForks(ForkSurvey survey, SourceHistoryStore history, ForkedEpochs epochs, SourceChainReader reader, SourceChainOptions options, ILogger<SourceForks> logger)
    {
        _survey = survey;
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
        var branches = await _survey.AskAllAsync(history.Headers, epoch, cancellationToken);
        var verdict = ForkJudge.Judge(branches);
        switch (verdict.Belief)
        {
            case ForkBelief.None:
                _looks.Clear();
                throw new SourceChainException($"{epoch} does not follow the blocks before it, but no endpoint tells of others when it is asked{Failures(branches)}. The endpoints are on different forks; the epoch is read again.");
            case ForkBelief.Refused:
                _looks.Clear();
                throw Refusal(epoch, history.Headers, verdict);
            case ForkBelief.Unopposed:
                if (_looks.Saw(verdict.For[0], _survey.Endpoints) is var (count, needed) && (count < needed || !verdict.For[0].IsWitness)) throw Doubt(epoch, verdict, branches, count, needed);
                break;
        }

        _looks.Clear();
        await BelieveAsync(history, verdict, cancellationToken);
    }

    private async ValueTask BelieveAsync(SourceHistory history, ForkVerdict verdict, CancellationToken cancellationToken)
    {
        var branch = verdict.For[0];
        var after = history.Headers.Branching(branch.Ancestor, branch.Blocks);
        var forked = await _epochs.TakeAsync(history, after, branch.ForkPoint, cancellationToken);
        _reader.DropValues();

        if (branch.Ancestor is null) LogTooDeep(branch.ForkPoint, _options.ReorgHorizon);
        LogReorganised(branch.ForkPoint, branch.Blocks.Count, history.Headers.At(branch.ForkPoint)!.Value, branch.Blocks[0], string.Join(", ", verdict.For.Select(static one => one.Alias)));
        foreach (var one in forked)
        {
            if (one.IsRebuilt) LogRebuilt(one.EpochId, one.OldHash, one.NewHash);
            else LogMarked(one.EpochId, one.OldHash, one.NewHash);
        }

        _survey.Contradict(verdict.Against, $"block {branch.ForkPoint} is {branch.Blocks[0]} at {verdict.For.Count} others.");
    }

    /// <summary>As many endpoints tell of the kept chain: who tells of the other one is asked last for a time.</summary>
    private SourceChainException Refusal(Epoch epoch, KeptHeaders kept, ForkVerdict verdict)
    {
        var (point, block) = (verdict.For[0].ForkPoint, verdict.For[0].Blocks[0]);
        var reason = $"block {point} is {block} there, {kept.At(point)} was read before, and {Aliases(verdict.Against)} does not agree.";
        _survey.Contradict(verdict.For, reason);
        return new SourceChainException($"{epoch} is of a fork that is not believed: by {Aliases(verdict.For)} {reason} The epoch is read again from others.");
    }

    private static SourceChainException Doubt(Epoch epoch, ForkVerdict verdict, IReadOnlyList<EndpointBranch> branches, int count, int needed)
    {
        var branch = verdict.For[0];
        return new SourceChainException(branch.IsWitness
            ? $"{epoch} is of a fork that {Aliases(verdict.For)} alone tells of: block {branch.ForkPoint} is {branch.Blocks[0]}. It is believed when a second endpoint agrees, or after it was told {needed} times in a row and nobody spoke against it ({count} so far){Failures(branches)}."
            : $"{epoch} is of a fork whose blocks {Aliases(verdict.For)} does not tell of completely yet; it is asked again{Failures(branches)}.");
    }

    private static string Aliases(IReadOnlyList<EndpointBranch> branches) => string.Join(", ", branches.Select(static branch => $"'{branch.Alias}'"));

    private static string Failures(IReadOnlyList<EndpointBranch> branches) =>
        branches.FirstOrDefault(static branch => branch.Failure is not null) is { } failed ? $" (endpoint '{failed.Alias}': {failed.Failure!.TrimEnd('.')})" : "";

    [LoggerMessage(EventId = 1121, Level = LogLevel.Warning, Message = "The source chain was reorganised: {Blocks} blocks from {ForkPoint} on, which was {OldHash} and is {NewHash}, were replaced, as {Endpoints} told.")]
    private partial void LogReorganised(long forkPoint, int blocks, Hash32 oldHash, Hash32 newHash, string endpoints);

    [LoggerMessage(EventId = 1122, Level = LogLevel.Error, Message = "The source chain was reorganised below block {Lowest}, the lowest that is kept (SourceChain:ReorgHorizon is {Horizon}): epochs before it may be of replaced blocks and are not marked. The new chain is followed.")]
    private partial void LogTooDeep(long lowest, int horizon);

    [LoggerMessage(EventId = 1123, Level = LogLevel.Warning, Message = "Epoch {EpochId}, of which nothing was submitted, ended with block {OldHash} and ends with {NewHash} now; it is built anew.")]
    private partial void LogRebuilt(long epochId, Hash32 oldHash, Hash32 newHash);

    [LoggerMessage(EventId = 1124, Level = LogLevel.Error, Message = "Epoch {EpochId} was submitted with the blocks up to {OldHash}, in whose place is {NewHash} now; its snapshots stay as they are and it is marked.")]
    private partial void LogMarked(long epochId, Hash32 oldHash, Hash32 newHash);
}
