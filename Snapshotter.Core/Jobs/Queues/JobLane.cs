namespace Snapshotter.Core.Jobs.Queues;

/// <summary>The slots of one queue with a bound. Whoever uses it holds the lock of <see cref="JobSlots"/>.</summary>
internal sealed class JobLane(JobQueueName queue, int priority, int bound)
{
    private bool _isMissed;

    public int Priority => priority;

    public IReadOnlyList<string> Kinds { get; } = JobQueues.KindsOf(queue);

    /// <summary>How many slots jobs hold, or somebody who looks for jobs.</summary>
    public int Used { get; private set; }

    /// <summary>Reserves up to so many slots, and returns how many.</summary>
    public int Reserve(int wanted)
    {
        var reserved = Math.Clamp(bound - Used, 0, wanted);
        Used += reserved;
        if (reserved == 0) _isMissed = true;
        return reserved;
    }

    /// <summary>All that was reserved is used, so that jobs may have been left.</summary>
    public void Exhausted() => _isMissed = true;

    /// <summary>A slot is used, whether or not there is one: its job has one already.</summary>
    public void Hold() => Used++;

    /// <summary>A job's slot goes over to whoever looks for the next one.</summary>
    public void HandOver() => Used--;

    /// <summary>Slots are free again. Returns whether somebody missed them.</summary>
    public bool Free(int count)
    {
        Used -= count;
        if (count == 0 || !_isMissed || Used >= bound) return false;
        _isMissed = false;
        return true;
    }
}
