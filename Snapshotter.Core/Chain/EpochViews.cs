using System.Diagnostics.CodeAnalysis;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>The event-sourced views of one epoch: rolled forward where that is exact, called where it is not.</summary>
internal sealed class EpochViews(EpochReads reads, RolledViews before)
{
    private readonly Dictionary<ViewKey, Loaded> _loaded = [];
    private readonly Dictionary<ViewKey, Task<ViewSeries>> _loading = [];
    private readonly HashSet<(string View, Address Contract)> _distrusted = [];
    private readonly List<ViewMismatch> _mismatches = [];
    private readonly ViewSeriesReads _series = new(reads, before);

    public IReadOnlyList<ViewMismatch> Mismatches => _mismatches;

    /// <summary>The views that processors asked for.</summary>
    public IEnumerable<ViewKey> Asked => _loaded.Where(static entry => entry.Value.Asked).Select(static entry => entry.Key);

    /// <summary>The values at the end of the epoch, as far as they are known.</summary>
    public RolledViews AtEnd() => reads.Blocks.EndHash is not { } hash ? RolledViews.None : new(Epoch.End, hash, _loaded.ToDictionary(static entry => entry.Key, static entry => entry.Value.Series.Last));

    /// <summary>The values before the epoch of the views that are here, as far as they are known without a call, each as the answer of one.</summary>
    public IEnumerable<KeyValuePair<CallKey, ReadOnlyMemory<byte>>> Starts()
    {
        foreach (var key in _loaded.Keys)
        {
            if (!before.TryGet(key, Epoch.Begin - 1, out var value)) continue;
            ReadOnlyMemory<byte>? answer = value is null ? ReadOnlyMemory<byte>.Empty : key.View.WriteCall(value);
            if (answer is { } known) yield return KeyValuePair.Create(new CallKey(key.Contract, key.View.Calldata, Epoch.Begin - 1), known);
        }
    }

    /// <summary>Takes over what another host found to be contradicted, which is read by calls here as well.</summary>
    public void Distrust(IReadOnlyList<ViewMismatch> mismatches)
    {
        _mismatches.AddRange(mismatches);
        foreach (var mismatch in mismatches) _distrusted.Add((mismatch.View, mismatch.Contract));
    }

    private Epoch Epoch => reads.Epoch;

    /// <summary>The series, when it is here already.</summary>
    public bool TryGet(ViewKey key, [NotNullWhen(true)] out ViewSeries? series)
    {
        if (_loaded.TryGetValue(key, out var loaded))
        {
            loaded.Asked = true;
            series = loaded.Series;
            return true;
        }

        series = null;
        return false;
    }

    /// <summary>Reads what the series needs. A failed reading is not remembered.</summary>
    public Task<ViewSeries> LoadAsync(ViewKey key)
    {
        if (_loading.TryGetValue(key, out var running) && !Faults.AreTransient(running)) return running;
        return _loading[key] = Faults.Observed(LoadOnceAsync(key));
    }

    /// <summary>Rolls a view over logs that are here from its value before the epoch, which is known, or is that of <paramref name="answer"/>.</summary>
    public void RollAhead(ViewKey key, ReadOnlyMemory<byte>? answer)
    {
        try
        {
            if (!before.TryGet(key, Epoch.Begin - 1, out var start) && answer is { } known) start = ViewSeriesReads.ReadAnswer(key, known);
            if (start is null || !reads.Blocks.Covers(key.Contract, [key.View.Signature])) return;
            _loaded[key] = new Loaded(ViewSeries.Roll(Epoch, key.View, reads.Blocks.LogsOf(key.Contract), start));
        }
        catch (FormatException)
        {
            // A contract that is not what its projects say must fail these projects, who will ask for it, and not the reading of the epoch.
        }
    }

    /// <summary>Holds a rolled series against a call at the end of the epoch. A contradicted one is dropped and will be read by calls.</summary>
    public void Check(ViewKey key, ReadOnlyMemory<byte> answer)
    {
        if (!_loaded.TryGetValue(key, out var loaded)) return;
        string called;
        try
        {
            var value = ViewSeriesReads.ReadAnswer(key, answer);
            if (Equals(value, loaded.Series.Last)) return;
            called = value is null ? "no contract" : $"{value}";
        }
        catch (FormatException exception)
        {
            called = $"an answer that cannot be read ({exception.Message})";
        }

        Distrust([new ViewMismatch(key.View.Name, key.Contract, Epoch.End, $"{loaded.Series.Last}", called)]);
        _loaded.Remove(key);
    }

    private async Task<ViewSeries> LoadOnceAsync(ViewKey key)
    {
        var series = reads.DerivesFromLogs && !_distrusted.Contains((key.View.Name, key.Contract)) ? await _series.DeriveAsync(key) : await _series.CallAsync(key);
        _loaded[key] = new Loaded(series) { Asked = true };
        return series;
    }

    private sealed class Loaded(ViewSeries series)
    {
        public ViewSeries Series { get; } = series;

        public bool Asked { get; set; }
    }
}
