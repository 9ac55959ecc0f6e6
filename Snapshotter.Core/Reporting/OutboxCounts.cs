namespace Snapshotter.Core.Reporting;

/// <summary>What became of the issues for a sink.</summary>
/// <param name="Sent">Taken by the sink.</param>
/// <param name="Dropped">Not taken, because too many waited.</param>
/// <param name="Failed">Given up after all attempts.</param>
public readonly record struct OutboxCounts(long Sent, long Dropped, long Failed);
