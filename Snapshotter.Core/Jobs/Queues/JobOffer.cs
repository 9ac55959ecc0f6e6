namespace Snapshotter.Core.Jobs.Queues;

/// <summary>Slots that are reserved while a queue looks for jobs to fill them with. What is not taken is given back when it is disposed.</summary>
internal sealed class JobOffer : IDisposable
{
    private readonly JobSlots? _slots;
    private readonly int[] _reserved;
    private readonly Job? _ending;
    private IReadOnlyCollection<Job>? _taken;

    /// <summary>An offer that nothing but its number bounds.</summary>
    public JobOffer(int max)
    {
        Max = max;
        Shares = [];
        _reserved = [];
    }

    public JobOffer(JobSlots slots, int max, IReadOnlyList<JobShare> shares, int[] reserved, Job? ending)
    {
        _slots = slots;
        Max = max;
        Shares = shares;
        _reserved = reserved;
        _ending = ending;
    }

    /// <summary>The most jobs in all.</summary>
    public int Max { get; }

    /// <summary>Which jobs, the highest priority first; none for an open one.</summary>
    public IReadOnlyList<JobShare> Shares { get; }

    /// <summary>Whether any job may be taken, the lowest epoch first.</summary>
    public bool IsOpen => _slots is null;

    /// <summary>The jobs that were leased keep their slots.</summary>
    public void Take(IReadOnlyCollection<Job> jobs) => _taken = jobs;

    /// <inheritdoc/>
    public void Dispose() => _slots?.Settle(_reserved, _ending, _taken);
}
