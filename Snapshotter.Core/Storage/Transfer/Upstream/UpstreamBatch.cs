using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Transfer.Upstream;

/// <summary>Gathers what an upstream state file says into changes of the state.</summary>
internal sealed class UpstreamBatch(string? wantedNamespace)
{
    private readonly List<FirstEpoch> _firstEpochs = [];
    private readonly List<FinalizedSnapshot> _finalized = [];
    private readonly List<UndecidedEpoch> _undecided = [];

    /// <summary>Records in the batch.</summary>
    public int Count => _firstEpochs.Count + _finalized.Count + _undecided.Count;

    /// <summary>What was taken so far, by section.</summary>
    public SortedDictionary<string, long> Taken { get; } = new(StringComparer.Ordinal) { ["finality"] = 0, ["firstEpochs"] = 0, ["undecided"] = 0 };

    /// <summary>What means nothing here.</summary>
    public long LeftOut { get; private set; }

    /// <summary>The epoch up to which the file goes.</summary>
    public long SyncedTill { get; private set; }

    /// <summary>Takes a record.</summary>
    public void Add(UpstreamRecord record)
    {
        switch (record)
        {
            case UpstreamRecord.Synced synced:
                SyncedTill = synced.EpochId;
                break;
            case UpstreamRecord.First { EpochId: > 0 } first when IsOurs(first.ProjectId):
                Take("firstEpochs", _firstEpochs, new FirstEpoch(first.ProjectId, first.EpochId));
                break;
            case UpstreamRecord.First first when IsOurs(first.ProjectId):
                // Nothing of the project is final yet.
                break;
            case UpstreamRecord.Finality { Text: { } text } finality when IsOurs(finality.ProjectId) && text.Contains("null", StringComparison.Ordinal):
                Take("undecided", _undecided, new UndecidedEpoch(finality.EpochId, finality.ProjectId));
                break;
            case UpstreamRecord.Finality finality when IsOurs(finality.ProjectId) && Cid.TryParse(finality.Text, out var cid):
                Take("finality", _finalized, new FinalizedSnapshot(finality.EpochId, finality.ProjectId, cid));
                break;
            default:
                LeftOut++;
                break;
        }
    }

    /// <summary>The batch as a change that moves the marker, and an empty batch after it.</summary>
    public StateChange Cut(ImportMarker marker)
    {
        var change = new StateChange { FirstEpochs = [.. _firstEpochs], Finalized = [.. _finalized], Undecided = [.. _undecided], Facts = [marker.ToFact()] };
        Clear();
        return change;
    }

    /// <summary>Drops the batch, which is in already.</summary>
    public void Clear()
    {
        _firstEpochs.Clear();
        _finalized.Clear();
        _undecided.Clear();
    }

    private bool IsOurs(string projectId) => wantedNamespace is null || projectId.EndsWith($":{wantedNamespace}", StringComparison.Ordinal);

    private void Take<T>(string section, List<T> batch, T record)
    {
        batch.Add(record);
        Taken[section]++;
    }
}
