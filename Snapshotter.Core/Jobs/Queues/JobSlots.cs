namespace Snapshotter.Core.Jobs.Queues;

/// <summary>
/// Which jobs this process may hold: of the queues that it serves, and of each no more than its bound. A queue takes an offer whenever it looks for
/// jobs; whoever is done with a job frees its slot. With settings that ask for nothing it does nothing.
/// </summary>
public sealed class JobSlots
{
    private readonly Lock _gate = new();
    private readonly List<JobLane> _lanes = [];
    private readonly List<(int Priority, bool IsAllBut, string[] Kinds)> _unbounded = [];
    private readonly Dictionary<string, JobLane> _laneOf = new(StringComparer.Ordinal);
    private readonly Dictionary<(long Id, int Delivery), JobLane> _held = [];
    private readonly bool _isOpen;

    /// <summary>The slots of a process with these settings.</summary>
    public JobSlots(JobOptions options)
    {
        Served = JobQueues.Parse(options.Serve).Queues;
        var free = new List<(JobQueueName Queue, int Priority)>();
        foreach (var queue in Served)
        {
            var settings = options.Queues.Of(queue);
            if (settings.MaxConcurrent is { } bound && bound < options.MaxConcurrent) _lanes.Add(new JobLane(queue, settings.Priority, bound));
            else free.Add((queue, settings.Priority));
        }

        foreach (var lane in _lanes)
        {
            foreach (var kind in lane.Kinds) _laneOf[kind] = lane;
        }

        // Kinds that belong to no queue go with those of no special priority.
        string[] KindsAt(int priority) => [.. free.Where(queue => queue.Priority == priority).SelectMany(static queue => JobQueues.KindsOf(queue.Queue))];
        var usual = KindsAt(0);
        string[] others = [.. JobQueues.All.SelectMany(JobQueues.KindsOf).Except(usual, StringComparer.Ordinal)];
        _unbounded.Add((0, true, others));
        _unbounded.AddRange(free.Select(static queue => queue.Priority).Where(static priority => priority != 0).Distinct().Select(priority => (priority, false, KindsAt(priority))));
        _isOpen = others.Length == 0;
    }

    /// <summary>Raised when there is a slot again that was missed. Handlers must be quick and must not throw.</summary>
    public event Action? Freed;

    /// <summary>The queues that the process serves.</summary>
    public IReadOnlyList<JobQueueName> Served { get; }

    /// <summary>A job is no longer worked on. Once more has no effect.</summary>
    public void Free(Job job)
    {
        if (_lanes.Count == 0) return;
        bool isMissed;
        lock (_gate) isMissed = _held.Remove((job.Id, job.Deliveries), out var lane) && lane.Free(1);
        if (isMissed) Freed?.Invoke();
    }

    /// <summary>Reserves slots for up to so many jobs. Of one whose result is about to be written the slot is in it.</summary>
    internal JobOffer Offer(int max, Job? ending = null)
    {
        if (_isOpen) return new JobOffer(max);
        var reserved = new int[_lanes.Count];
        lock (_gate)
        {
            if (ending is not null && _held.Remove((ending.Id, ending.Deliveries), out var lane)) lane.HandOver();
            for (var i = 0; i < reserved.Length; i++) reserved[i] = _lanes[i].Reserve(max);
        }

        var bounded = _lanes.Select((lane, i) => new JobShare(lane.Priority, reserved[i], false, lane.Kinds)).Where(static share => share.Most > 0);
        var shares = _unbounded.Select(share => new JobShare(share.Priority, max, share.IsAllBut, share.Kinds)).Concat(bounded);
        return new JobOffer(this, max, [.. shares.OrderByDescending(static share => share.Priority)], reserved, ending);
    }

    /// <summary>Gives back what was reserved and is not held by the taken jobs; without any answer the ending job goes on.</summary>
    internal void Settle(int[] reserved, Job? ending, IReadOnlyCollection<Job>? taken)
    {
        var isMissed = false;
        lock (_gate)
        {
            if (taken is null && ending is not null) Hold(ending);
            foreach (var job in taken ?? []) Hold(job);
            for (var i = 0; i < reserved.Length; i++)
            {
                if (reserved[i] > 0 && taken?.Count(job => _laneOf.GetValueOrDefault(job.Kind) == _lanes[i]) == reserved[i]) _lanes[i].Exhausted();
                isMissed |= _lanes[i].Free(reserved[i]);
            }
        }

        if (isMissed) Freed?.Invoke();
    }

    private void Hold(Job job)
    {
        if (!_laneOf.TryGetValue(job.Kind, out var lane)) return;
        _held[(job.Id, job.Deliveries)] = lane;
        lane.Hold();
    }
}
