namespace Snapshotter.Core.Reporting;

/// <summary>
/// Counts how often the same failure came in a row, and lets the 1st, 2nd, 4th, 8th, ... pass. A success ends the row. Details that differ
/// in digits alone are the same: they name epochs, blocks and times.
/// </summary>
internal sealed class IssueTaper
{
    /// <summary>More than projects fail at once; beyond it all rows begin anew, which reports too much rather than too little.</summary>
    private const int MaxRows = 20_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(IssueType Type, string ProjectId), (string Shape, int Count)> _rows = [];

    /// <summary>The number of this occurrence when it is to be reported, or null. Other details begin a new row.</summary>
    public int? Count(IssueType type, string projectId, string details)
    {
        lock (_gate)
        {
            if (_rows.Count >= MaxRows) _rows.Clear();
            var key = (type, projectId);
            var shape = string.Concat(details.Where(static letter => !char.IsAsciiDigit(letter)));
            var count = _rows.TryGetValue(key, out var row) && row.Shape == shape ? row.Count + 1 : 1;
            _rows[key] = (shape, count);
            return int.IsPow2(count) ? count : null;
        }
    }

    /// <summary>The project, or the node where there is none, does well again.</summary>
    public void Succeeded(string projectId)
    {
        lock (_gate)
        {
            if (_rows.Count == 0) return;
            foreach (var type in Enum.GetValues<IssueType>()) _rows.Remove((type, projectId));
        }
    }
}
