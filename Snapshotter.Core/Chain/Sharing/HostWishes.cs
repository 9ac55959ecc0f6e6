namespace Snapshotter.Core.Chain.Sharing;

/// <summary>What this host's own processors ask for, told to the others when it changes and before they forget it, and what they tell.</summary>
internal sealed class HostWishes(SharedEpochs shared, SourceChainOptions options)
{
    private readonly ReadAhead _own = new(options.ReadAheadEpochs, options.DeriveFromLogs);
    private readonly Lock _gate = new();
    private long _toldChanges;
    private long _toldEpoch;

    /// <summary>Takes in what an epoch's processors asked for here, and tells when the others should know.</summary>
    public async ValueTask AddAsync(EpochLesson lesson)
    {
        if (!shared.HasListeners) return;
        EpochLesson wishes;
        lock (_gate)
        {
            _own.Learn(lesson);
            if (_own.Changes == _toldChanges && (_own.IsEmpty || _own.Latest - _toldEpoch < Math.Max(1, options.ReadAheadEpochs / 2))) return;
            (_toldChanges, _toldEpoch) = (_own.Changes, _own.Latest);
            wishes = _own.Wishes();
        }

        await shared.TellAsync(wishes, CancellationToken.None);
    }

    /// <summary>What the others tell, but for those that have told nothing for so long that they are gone.</summary>
    public async ValueTask<IReadOnlyList<EpochLesson>> HearAsync(CancellationToken cancellationToken)
    {
        var heard = await shared.HearAsync(cancellationToken);
        if (heard.Count == 0) return [];
        var oldest = heard.Max(static lesson => lesson.EpochId) - options.ReadAheadEpochs;
        return [.. heard.Where(lesson => lesson.EpochId >= oldest)];
    }
}
