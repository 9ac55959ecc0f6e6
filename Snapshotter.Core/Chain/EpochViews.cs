using System.Diagnostics.CodeAnalysis;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>The event-sourced views of one epoch: rolled forward where that is exact, called where it is not.</summary>
internal sealed class EpochViews(EpochChain chain, RolledViews before)
{
    private readonly Dictionary<ViewKey, Loaded> _loaded = [];
    private readonly Dictionary<ViewKey, Task<ViewSeries>> _loading = [];
    private readonly HashSet<(string View, Address Contract)> _distrusted = [];
    private readonly List<ViewMismatch> _mismatches = [];
    private readonly ContractAbsence _absence = new(chain, before);

    public IReadOnlyList<ViewMismatch> Mismatches => _mismatches;

    /// <summary>The views that processors asked for.</summary>
    public IEnumerable<ViewKey> Asked => _loaded.Where(static entry => entry.Value.Asked).Select(static entry => entry.Key);

    /// <summary>The values at the end of the epoch, as far as they are known.</summary>
    public RolledViews AtEnd() => chain.Blocks.EndHash is not { } hash ? RolledViews.None : new(Epoch.End, hash, _loaded.ToDictionary(static entry => entry.Key, static entry => entry.Value.Series.Last));

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

    private Epoch Epoch => chain.Epoch;

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
            if (!before.TryGet(key, Epoch.Begin - 1, out var start) && answer is { } known) start = ReadAnswer(key, known);
            if (start is null || !chain.Blocks.Covers(key.Contract, [key.View.Signature])) return;
            _loaded[key] = new Loaded(ViewSeries.Roll(Epoch, key.View, LogsOf(key), start));
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
            var value = ReadAnswer(key, answer);
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
        var series = chain.DerivesFromLogs && !_distrusted.Contains((key.View.Name, key.Contract)) ? await DeriveAsync(key) : await CallEveryBlockAsync(key, new object?[Epoch.Size], Epoch.Size);
        _loaded[key] = new Loaded(series) { Asked = true };
        return series;
    }

    private async Task<ViewSeries> DeriveAsync(ViewKey key)
    {
        // Both are asked before either is awaited, so that they go out together.
        var starting = Faults.Observed(StartAsync(key));
        await chain.LogsOnceAsync(key.Contract, key.View.Signature);
        var (isKnown, start) = await starting;
        if (start is not null) return ViewSeries.Roll(Epoch, key.View, LogsOf(key), start);

        var values = new object?[Epoch.Size];
        var firstEvent = ViewSeries.Overlay(Epoch, key.View, LogsOf(key), values);
        // A contract that is in neither the block before nor the last one, and logged nothing, is in none of the blocks.
        if (isKnown && firstEvent == values.Length && await ValueAtAsync(key, Epoch.End) is null && await _absence.IsMissingAsync(key, Epoch.End)) return ViewSeries.Of(Epoch, values);
        return await CallEveryBlockAsync(key, values, firstEvent);
    }

    private async Task<(bool IsKnown, object? Value)> StartAsync(ViewKey key)
    {
        if (before.TryGet(key, Epoch.Begin - 1, out var rolled)) return (true, rolled);
        // There is no block before the first one, and no contract.
        if (Epoch.Begin == 0) return (true, null);
        try
        {
            return (true, await ValueAtAsync(key, Epoch.Begin - 1));
        }
        catch (SourceChainException)
        {
            // The state before the epoch may be out of the endpoint's reach while the epoch's own is not.
            return (false, null);
        }
    }

    /// <summary>Calls at the blocks before the place <paramref name="count"/> and rolls the values of the others on.</summary>
    private async Task<ViewSeries> CallEveryBlockAsync(ViewKey key, object?[] values, int count)
    {
        var calls = new Task<object?>[count];
        for (var i = 0; i < count; i++) calls[i] = Faults.Observed(ValueAtAsync(key, Epoch.Begin + i));
        (await Task.WhenAll(calls)).CopyTo(values, 0);
        await _absence.FillAsync(key, values, count);
        RefuseGaps(key, values.AsSpan(0, count));
        for (var i = Math.Max(count, 1); i < values.Length; i++) values[i] ??= values[i - 1];
        return ViewSeries.Of(Epoch, values);
    }

    /// <summary>A contract that answered at one block and gives no answer at a later one is more likely to be missing from the endpoint's state than from the chain.</summary>
    private void RefuseGaps(ViewKey key, ReadOnlySpan<object?> called)
    {
        for (var i = 1; i < called.Length; i++)
        {
            if (called[i] is null && called[i - 1] is not null)
            {
                throw new SourceChainException($"{Epoch}: {key.View.Name} of {key.Contract} has an answer at block {Epoch.Begin + i - 1} and none at block {Epoch.Begin + i}. The endpoint lacks the state of that block; add one that keeps it.");
            }
        }
    }

    private async Task<object?> ValueAtAsync(ViewKey key, long block) =>
        ReadAnswer(key, await chain.CallOnceAsync(new CallKey(key.Contract, key.View.Calldata, block)));

    private IReadOnlyList<LogEntry> LogsOf(ViewKey key) => chain.Blocks.LogsOf(key.Contract);

    internal static object? ReadAnswer(ViewKey key, ReadOnlyMemory<byte> answer) => answer.IsEmpty ? null : key.View.ReadCall(answer);

    private sealed class Loaded(ViewSeries series)
    {
        public ViewSeries Series { get; } = series;

        public bool Asked { get; set; }
    }
}
