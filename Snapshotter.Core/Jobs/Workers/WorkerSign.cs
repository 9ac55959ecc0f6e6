namespace Snapshotter.Core.Jobs.Workers;

/// <summary>What a process last told of itself.</summary>
/// <param name="Id">Tells it from all others, also after a restart.</param>
/// <param name="Host">The machine's name.</param>
/// <param name="ProcessId">The process on that machine.</param>
/// <param name="Roles">What it does: names of roles, separated by commas.</param>
/// <param name="Queues">The queues whose jobs it runs, separated by commas; empty for one that runs none.</param>
/// <param name="Slots">The most jobs that it runs at once; 0 for one that runs none.</param>
/// <param name="Lease">How long it may be silent before it counts as gone.</param>
/// <param name="StartedAt">When the process began.</param>
/// <param name="BeatAt">When it told this.</param>
/// <param name="Busy">How many jobs it had in hand.</param>
/// <param name="Running">The oldest of them.</param>
public sealed record WorkerSign(
    string Id, string Host, int ProcessId, string Roles, string Queues, int Slots, TimeSpan Lease, DateTimeOffset StartedAt, DateTimeOffset BeatAt, int Busy, IReadOnlyList<WorkerJob> Running)
{
    /// <summary>The most jobs in hand that are told one by one.</summary>
    public const int MostTold = 32;

    /// <summary>Whether it was silent for so long that others may have its jobs.</summary>
    public bool IsGone(DateTimeOffset now) => now - BeatAt > Lease;
}
