namespace Snapshotter.Core.Aggregation;

/// <summary>
/// A set of epoch ids that is iterated in the order of CPython 3.11's <c>set</c> of ints (Objects/setobject.c: open addressing with short
/// linear runs, the table four times the number of members when it grows). Upstream adds snapshots in the order in which such a set
/// yields their epochs, and floating-point sums depend on the order.
/// </summary>
internal sealed class PythonIntSet
{
    private const int MinSize = 8;
    private const int LinearProbes = 9;
    private const int PerturbShift = 5;

    /// <summary>Beyond so many members a table grows to twice, not four times, their number.</summary>
    private const int LargeSet = 50_000;

    private const long Empty = -1;

    private long[] _table = NewTable(MinSize);
    private int _count;

    private int Mask => _table.Length - 1;

    /// <summary>
    /// What <c>set(range(from, to + 1)).difference(set(known))</c> yields.
    /// </summary>
    /// <param name="from">The first id, not negative.</param>
    /// <param name="to">The last id; lower than the first for an empty range.</param>
    /// <param name="known">Ids of the range, each once.</param>
    public static IReadOnlyList<long> Difference(long from, long to, IReadOnlySet<long> known)
    {
        var all = new PythonIntSet();
        for (var id = from; id <= to; id++) all.Add(id);

        // CPython copies the set and discards when there is little to discard, and otherwise adds what is left to a new set. Members that
        // are discarded leave gaps that are too few here to make the copy smaller.
        if (all._count >> 2 > known.Count) return [.. all.Copy().Members().Where(id => !known.Contains(id))];
        var rest = new PythonIntSet();
        foreach (var id in all.Members())
        {
            if (!known.Contains(id)) rest.Add(id);
        }

        return [.. rest.Members()];
    }

    private static long[] NewTable(int size)
    {
        var table = new long[size];
        Array.Fill(table, Empty);
        return table;
    }

    /// <summary>Adds an id that is not in the set yet.</summary>
    private void Add(long id)
    {
        Insert(id);
        _count++;
        if ((long)_count * 5 >= (long)Mask * 3) Resize(_count > LargeSet ? (long)_count * 2 : (long)_count * 4);
    }

    private IEnumerable<long> Members() => _table.Where(static id => id != Empty);

    private PythonIntSet Copy()
    {
        var copy = new PythonIntSet();
        if ((long)_count * 5 >= (long)copy.Mask * 3) copy.Resize((long)_count * 2);
        if (copy.Mask == Mask) _table.CopyTo(copy._table, 0);
        else copy.InsertAll(_table);
        copy._count = _count;
        return copy;
    }

    private void Resize(long above)
    {
        var size = MinSize;
        while (size <= above) size <<= 1;
        var old = _table;
        _table = NewTable(size);
        InsertAll(old);
    }

    private void InsertAll(long[] table)
    {
        foreach (var id in table)
        {
            if (id != Empty) Insert(id);
        }
    }

    private void Insert(long id)
    {
        var perturb = (ulong)id;
        var slot = (int)(perturb & (ulong)Mask);
        while (true)
        {
            var last = slot + LinearProbes <= Mask ? slot + LinearProbes : slot;
            for (var i = slot; i <= last; i++)
            {
                if (_table[i] != Empty) continue;
                _table[i] = id;
                return;
            }

            perturb >>= PerturbShift;
            slot = (int)((((ulong)slot * 5) + 1 + perturb) & (ulong)Mask);
        }
    }
}
