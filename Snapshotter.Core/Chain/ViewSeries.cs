using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Core.Chain;

/// <summary>The value of one view at the end of every block of an epoch. Null where the contract does not exist.</summary>
internal sealed class ViewSeries
{
    private readonly long _begin;
    private readonly object?[] _values;

    private ViewSeries(long begin, object?[] values)
    {
        _begin = begin;
        _values = values;
    }

    /// <summary>The value at the end of the epoch, from which the next one rolls on.</summary>
    public object? Last => _values[^1];

    /// <summary>The value at the end of a block.</summary>
    public object? At(long block) => _values[block - _begin];

    /// <summary>A series of values read block by block.</summary>
    public static ViewSeries Of(Epoch epoch, object?[] values) => new(epoch.Begin, values);

    /// <summary>The last event of every block gives its value, and the blocks after it theirs; <paramref name="before"/> is the value before the epoch.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="view">The view.</param>
    /// <param name="logs">The contract's logs in log order.</param>
    /// <param name="before">The value at the end of the block before the epoch.</param>
    public static ViewSeries Roll(Epoch epoch, IEventSourcedView view, IReadOnlyList<LogEntry> logs, object before)
    {
        var values = new object?[epoch.Size];
        Overlay(epoch, view, logs, values);
        object current = before;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is { } changed) current = changed;
            else values[i] = current;
        }

        return new ViewSeries(epoch.Begin, values);
    }

    /// <summary>Puts the value of each block's last event at the block's place, and returns the place of the first, or the number of blocks.</summary>
    public static int Overlay(Epoch epoch, IEventSourcedView view, IReadOnlyList<LogEntry> logs, object?[] values)
    {
        var first = values.Length;
        foreach (var log in logs)
        {
            if (log.Topics.Length == 0 || log.Topics[0] != view.Signature) continue;
            var place = (int)(log.BlockNumber - epoch.Begin);
            first = Math.Min(first, place);
            values[place] = view.ReadEvent(log);
        }

        return first;
    }
}
