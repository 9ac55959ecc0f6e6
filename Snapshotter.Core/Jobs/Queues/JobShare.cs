namespace Snapshotter.Core.Jobs.Queues;

/// <summary>A part of the jobs that a worker can be given.</summary>
/// <param name="Priority">What has a higher one goes first.</param>
/// <param name="Most">The most jobs of it.</param>
/// <param name="IsAllBut">Whether it is all kinds but the named ones.</param>
/// <param name="Kinds">The kinds, as <see cref="JobQueues"/> names them.</param>
internal sealed record JobShare(int Priority, int Most, bool IsAllBut, IReadOnlyList<string> Kinds);
