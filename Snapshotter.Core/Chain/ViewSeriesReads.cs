using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Core.Chain;

/// <summary>Reads event-sourced views of one epoch from the chain: from logs and the value before the epoch where that is exact, by calls where it is not.</summary>
internal sealed class ViewSeriesReads(EpochReads reads, RolledViews before)
{
    private Epoch Epoch => reads.Epoch;

    /// <summary>What a call answered; null where there is no contract.</summary>
    /// <exception cref="FormatException">It is no answer of this view.</exception>
    public static object? ReadAnswer(ViewKey key, ReadOnlyMemory<byte> answer) => answer.IsEmpty ? null : key.View.ReadCall(answer);

    /// <summary>Calls at every block.</summary>
    public Task<ViewSeries> CallAsync(ViewKey key) => CallAsync(key, new object?[Epoch.Size], Epoch.Size);

    /// <summary>Rolls the value before the epoch over its logs. Where there is none, blocks before the first event are called.</summary>
    public async Task<ViewSeries> DeriveAsync(ViewKey key)
    {
        // Both are asked before either is awaited, so that they go out together.
        var starting = Faults.Observed(StartAsync(key));
        await reads.LogsAsync(key.Contract, [key.View.Signature]);
        var (isKnown, start) = await starting;
        if (start is not null) return ViewSeries.Roll(Epoch, key.View, LogsOf(key), start);

        var values = new object?[Epoch.Size];
        var firstEvent = ViewSeries.Overlay(Epoch, key.View, LogsOf(key), values);
        // A contract that is in neither the block before nor the last one, and logged nothing, is in none of the blocks.
        if (isKnown && firstEvent == values.Length && await ValueAtAsync(key, Epoch.End, isSure: !WasMissing(key)) is null) return ViewSeries.Of(Epoch, values);
        return await CallAsync(key, values, firstEvent);
    }

    private async Task<(bool IsKnown, object? Value)> StartAsync(ViewKey key)
    {
        if (before.TryGet(key, Epoch.Begin - 1, out var rolled)) return (true, rolled);
        // There is no block before the first one, and no contract.
        if (Epoch.Begin == 0) return (true, null);
        try
        {
            // That there is no contract leads to calls at the blocks, which tell: it need not be sure.
            return (true, await ValueAtAsync(key, Epoch.Begin - 1, isSure: false));
        }
        catch (SourceChainException)
        {
            // The state before the epoch may be out of the endpoint's reach while the epoch's own is not.
            return (false, null);
        }
    }

    /// <summary>Calls at the blocks before the place <paramref name="count"/> and rolls the values of the others on.</summary>
    private async Task<ViewSeries> CallAsync(ViewKey key, object?[] values, int count)
    {
        var wasMissing = WasMissing(key);
        (await ValuesAsync(key, count, isSure: !wasMissing)).CopyTo(values, 0);
        // It has come into being: at which block is to be as sure as its values.
        if (wasMissing && Array.Exists(values, static value => value is not null)) (await ValuesAsync(key, count, isSure: true)).CopyTo(values, 0);
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

    private Task<object?[]> ValuesAsync(ViewKey key, int count, bool isSure) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(place => Faults.Observed(ValueAtAsync(key, Epoch.Begin + place, isSure))));

    private async Task<object?> ValueAtAsync(ViewKey key, long block, bool isSure)
    {
        var call = new CallKey(key.Contract, key.View.Calldata, block);
        return ReadAnswer(key, await (isSure ? reads.CallSurelyAsync(call) : reads.CallAsync(call)));
    }

    /// <summary>Whether the contract was known to be missing at the end of the epoch before: then one endpoint is believed that it still is.</summary>
    private bool WasMissing(ViewKey key) => before.TryGet(key, Epoch.Begin - 1, out var value) && value is null;

    private IReadOnlyList<LogEntry> LogsOf(ViewKey key) => reads.Blocks.LogsOf(key.Contract);
}
