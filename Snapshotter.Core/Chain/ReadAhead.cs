using System.Runtime.InteropServices;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>What epochs asked for lately, and the values their views ended with: all that the next epoch is read with.</summary>
internal sealed class ReadAhead(int keepEpochs, bool derivesFromLogs)
{
    private readonly Dictionary<(Address Contract, Hash32 Signature), long> _logs = [];
    private readonly Dictionary<ViewKey, long> _views = [];
    private readonly CallHabits _calls = new(keepEpochs);
    private long _latest;
    private long _changes;
    private long _receipts = long.MinValue;

    /// <summary>The values at the end of the latest epoch learnt of.</summary>
    public RolledViews Rolled { get; private set; } = RolledViews.None;

    /// <summary>The views to roll.</summary>
    public IReadOnlyCollection<ViewKey> Views => _views.Keys;

    /// <summary>The calls to make.</summary>
    public IEnumerable<EpochCall> Calls => _calls.Expected;

    /// <summary>Whether receipts are asked for.</summary>
    public bool Receipts => _receipts >= _latest - keepEpochs;

    /// <summary>Takes in what an epoch asked for.</summary>
    public void Learn(EpochLesson lesson)
    {
        _latest = Math.Max(_latest, lesson.EpochId);
        foreach (var (contract, signatures) in lesson.Logs)
        {
            foreach (var signature in signatures) Asked(_logs, (contract, signature), lesson.EpochId);
        }

        foreach (var view in lesson.Views)
        {
            Asked(_views, view, lesson.EpochId);
            if (derivesFromLogs) Asked(_logs, (view.Contract, view.View.Signature), lesson.EpochId);
        }

        if (lesson.AreHabits) _calls.Expect(lesson.EpochId, lesson.Calls);
        else _calls.Learn(lesson.EpochId, lesson.Calls);
        _calls.Forget(_latest);
        if (lesson.AllReceipts) _receipts = Math.Max(_receipts, lesson.EpochId);
        if (lesson.AtEnd.Block >= Rolled.Block) Rolled = lesson.AtEnd;
        Forget(_logs, _latest - keepEpochs);
        Forget(_views, _latest - keepEpochs);
    }

    /// <summary>Forgets the values, which belong to a fork that is no more.</summary>
    public void DropValues() => Rolled = RolledViews.None;

    /// <summary>Whether there is nothing to ask for.</summary>
    public bool IsEmpty => _logs.Count == 0 && _views.Count == 0 && !_calls.Expected.Any();

    /// <summary>Rises whenever there is more or less to ask for than before.</summary>
    public long Changes => _changes + _calls.Changes;

    /// <summary>The latest epoch that was learnt of.</summary>
    public long Latest => _latest;

    /// <summary>All that is asked for, for other hosts to ask as well.</summary>
    public EpochLesson Wishes() => new(
        _latest, Logs().ToDictionary(static entry => entry.Key, static entry => (IReadOnlyList<Hash32>)[.. entry.Value]), [.. Views], [.. Calls], AllReceipts: false, RolledViews.None)
    {
        AreHabits = true,
    };

    /// <summary>The logs to ask for.</summary>
    public Dictionary<Address, HashSet<Hash32>> Logs()
    {
        var wanted = new Dictionary<Address, HashSet<Hash32>>();
        foreach (var (contract, signature) in _logs.Keys)
        {
            if (!wanted.TryGetValue(contract, out var signatures)) wanted.Add(contract, signatures = []);
            signatures.Add(signature);
        }

        return wanted;
    }

    private void Asked<TKey>(Dictionary<TKey, long> lastAsked, TKey key, long epochId) where TKey : notnull
    {
        ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(lastAsked, key, out var isKnown);
        last = Math.Max(last, epochId);
        if (!isKnown) _changes++;
    }

    private void Forget<TKey>(Dictionary<TKey, long> lastAsked, long olderThan) where TKey : notnull
    {
        foreach (var (key, epochId) in lastAsked)
        {
            if (epochId < olderThan && lastAsked.Remove(key)) _changes++;
        }
    }
}
