namespace Snapshotter.Core.Callers;

/// <summary>
/// What one caller has at this host: calls held in advance, calls that wait for the meter, the last refusal, and counts not yet written. Its
/// <see cref="CallQuota"/> uses it under a lock.
/// </summary>
internal sealed class CallAccount(CallerId caller, CallerOptions options, TimeProvider time)
{
    private readonly Queue<TaskCompletionSource<CallRefusal?>> _waiting = [];
    private CallLimits _limits = CallLimits.None;
    private CallReserve _reserve;
    private CallRefusal? _refusal;
    private long _refusedAt;
    private long _usedAt = time.GetTimestamp();
    private long _succeeded;
    private long _throttled;
    private int _running;

    /// <summary>Whether calls wait for the meter.</summary>
    public bool IsWaitedFor => _waiting.Count > 0;

    /// <summary>Whether the caller has been silent for a time, and nothing is held or left to write.</summary>
    public bool IsIdle(TimeSpan idle) => _running == 0 && _succeeded == 0 && _throttled == 0 && _reserve.Count == 0 && time.GetElapsedTime(_usedAt) >= idle;

    /// <summary>Whether there are counts to write, or calls to give back because nobody called for an interval.</summary>
    /// <param name="everything">Whether also a caller that still calls gives back.</param>
    public bool HasNews(bool everything)
    {
        var isIdle = everything || time.GetElapsedTime(_usedAt) >= options.CountInterval;
        return _succeeded > 0 || _throttled > 0 || (_reserve.Count > 0 && (isIdle || !_reserve.IsValid(time.GetTimestamp())));
    }

    /// <summary>Lets a call through, refuses it, or has it wait for the meter.</summary>
    public ValueTask<CallRefusal?> Enter(CallLimits limits)
    {
        Use(limits);
        if (limits.Windows.Count == 0 || _reserve.TryUse(_usedAt))
        {
            _running++;
            return default;
        }

        if (StillRefused(_usedAt) is { } refusal)
        {
            _throttled++;
            return new ValueTask<CallRefusal?>(refusal);
        }

        var turn = new TaskCompletionSource<CallRefusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(turn);
        return new ValueTask<CallRefusal?>(turn.Task);
    }

    /// <summary>Lets a call through or refuses it by what the meter granted to it.</summary>
    public CallRefusal? Enter(CallLimits limits, CallGrant grant)
    {
        Use(limits);
        if (grant.Count == 0 && !_reserve.TryUse(_usedAt)) return Refuse(_limits, grant, 1, _usedAt);
        _running++;
        return null;
    }

    /// <summary>Ends a call that was let through.</summary>
    public void End(bool succeeded)
    {
        _running--;
        if (succeeded) _succeeded++;
    }

    /// <summary>Takes what waits, and what is new, to the meter.</summary>
    public CallTake Prepare()
    {
        var take = new CallTake(caller, _limits, _waiting.Count)
        {
            Spare = _waiting.Count > 0 ? options.CallsInAdvance : 0,
            Unused = _reserve.Empty(),
            Succeeded = _succeeded,
            Throttled = _throttled,
        };
        (_succeeded, _throttled) = (0, 0);
        return take;
    }

    /// <summary>Shares what the meter granted among those that wait.</summary>
    public void Share(CallTake take, CallGrant grant)
    {
        var now = time.GetTimestamp();
        var passing = Math.Min(grant.Count, take.Wanted);
        _running += passing;
        for (var i = 0; i < passing; i++) _waiting.Dequeue().SetResult(null);
        if (ReferenceEquals(take.Limits, _limits)) _reserve = CallReserve.Of(grant, passing, now, time);
        if (grant.UsedUp < 0) return;
        var refusal = Refuse(take.Limits, grant, take.Wanted - passing, now);
        for (var i = passing; i < take.Wanted; i++) _waiting.Dequeue().SetResult(refusal);
    }

    /// <summary>The meter could not be asked: whoever waits is told, and the counts are kept for the next time.</summary>
    public void Fail(CallTake take, Exception exception)
    {
        _succeeded += take.Succeeded;
        _throttled += take.Throttled;
        for (var i = 0; i < take.Wanted; i++) _waiting.Dequeue().SetException(exception);
    }

    /// <summary>Refuses calls, and further ones for a while if the caller's limits are still the same.</summary>
    private CallRefusal Refuse(CallLimits limits, CallGrant grant, int calls, long now)
    {
        var refusal = new CallRefusal(limits.Windows[grant.UsedUp], limits, grant.RetryAfter);
        if (ReferenceEquals(limits, _limits)) (_refusal, _refusedAt) = (refusal, now);
        _throttled += calls;
        return refusal;
    }

    private CallRefusal? StillRefused(long now)
    {
        if (_refusal is not { } refusal) return null;
        var passed = time.GetElapsedTime(_refusedAt, now);
        if (passed < refusal.RetryAfter && passed < options.KnownFor) return refusal with { RetryAfter = refusal.RetryAfter - passed };
        _refusal = null;
        return null;
    }

    private void Use(CallLimits limits)
    {
        _usedAt = time.GetTimestamp();
        if (limits.Text == _limits.Text) return;

        // What was taken under other limits is left to them: too few calls for once, never too many.
        (_limits, _refusal) = (limits, null);
        _ = _reserve.Empty();
    }
}
