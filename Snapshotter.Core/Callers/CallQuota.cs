using System.Runtime.ExceptionServices;

namespace Snapshotter.Core.Callers;

/// <summary>
/// One caller at this host: calls it holds in advance, calls that wait for the meter, and counts not yet written. While the meter is asked,
/// further calls gather, and one question answers them all.
/// </summary>
public sealed class CallQuota(CallerId caller, ICallMeter meter, CallerOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource<CallRefusal?>> _waiting = [];
    private CallLimits _limits = CallLimits.None;
    private CallReserve _reserve;
    private CallRefusal? _refusal;
    private long _refusedAt;
    private long _usedAt = time.GetTimestamp();
    private long _succeeded;
    private long _throttled;
    private int _running;
    private TaskCompletionSource? _asking;
    private bool _retired;

    /// <summary>Asks for one call.</summary>
    /// <param name="limits">What the caller may ask now.</param>
    /// <param name="decision">The decision, or null when this quota is retired and a new one has to be asked.</param>
    public bool TryEnter(CallLimits limits, out ValueTask<CallRefusal?> decision)
    {
        TaskCompletionSource<CallRefusal?> turn;
        lock (_gate)
        {
            decision = default;
            if (_retired) return false;
            _usedAt = time.GetTimestamp();
            _running++;
            if (limits.Text != _limits.Text) Replace(limits);
            if (limits.Windows.Count == 0 || _reserve.TryUse(_usedAt)) return true;
            if (StillRefused(_usedAt) is { } refusal)
            {
                _running--;
                _throttled++;
                decision = new ValueTask<CallRefusal?>(refusal);
                return true;
            }

            turn = new TaskCompletionSource<CallRefusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(turn);
            decision = new ValueTask<CallRefusal?>(turn.Task);
            if (_asking is not null) return true;
            _asking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = AskWhileWaitedForAsync();
        return true;
    }

    /// <summary>Enters a call of which the meter was asked already.</summary>
    /// <param name="limits">What the caller may ask now.</param>
    /// <param name="grant">What was granted to this one call.</param>
    /// <param name="refusal">Why it may not be made, or null.</param>
    /// <returns>False when this quota is retired and a new one has to be entered.</returns>
    public bool TryEnter(CallLimits limits, CallGrant grant, out CallRefusal? refusal)
    {
        lock (_gate)
        {
            refusal = null;
            if (_retired) return false;
            _usedAt = time.GetTimestamp();
            if (limits.Text != _limits.Text) Replace(limits);
            if (grant.Count > 0 || _reserve.TryUse(_usedAt))
            {
                _running++;
                return true;
            }

            refusal = new CallRefusal(limits.Windows[grant.UsedUp], limits, grant.RetryAfter);
            (_refusal, _refusedAt) = (refusal, _usedAt);
            _throttled++;
            return true;
        }
    }

    /// <summary>Ends a call that was let through.</summary>
    /// <param name="succeeded">Whether it counts as a successful one.</param>
    public void End(bool succeeded)
    {
        lock (_gate)
        {
            _running--;
            if (succeeded) _succeeded++;
        }
    }

    /// <summary>Writes counts that are new and gives back what was taken in advance when nobody called for an interval.</summary>
    /// <param name="everything">Whether also a caller that still calls gives back; what is being written already is then waited for.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async ValueTask FlushAsync(bool everything, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task? running = null;
            lock (_gate)
            {
                if (_asking is not null) running = _asking.Task;
                else if (!HasNews(everything)) return;
                else _asking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (running is null)
            {
                await AskWhileWaitedForAsync(flush: true).WaitAsync(cancellationToken);
                return;
            }

            // Whoever asks writes what was new until then.
            if (!everything) return;
            await running.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Retires a quota that has been idle and has nothing left to write.</summary>
    public bool TryRetire(TimeSpan idle)
    {
        lock (_gate)
        {
            if (_asking is not null || _running > 0 || _succeeded > 0 || _throttled > 0 || _reserve.Count > 0 || time.GetElapsedTime(_usedAt) < idle) return false;
            return _retired = true;
        }
    }

    private async Task AskWhileWaitedForAsync(bool flush = false)
    {
        Exception? failure = null;
        while (TryPrepare(flush, out var take))
        {
            flush = false;
            try
            {
                var grant = await meter.TakeAsync(take, CancellationToken.None).ConfigureAwait(false);
                lock (_gate) Share(take, grant, time.GetTimestamp());
            }
            catch (Exception exception)
            {
                // Whoever waits is told; the counts are kept for the next time.
                lock (_gate) Fail(take, exception);
                if (take.Wanted == 0) failure = exception;
            }
        }

        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private bool TryPrepare(bool flush, out CallTake take)
    {
        lock (_gate)
        {
            take = null!;
            if (_waiting.Count == 0 && !flush)
            {
                _asking!.SetResult();
                _asking = null;
                return false;
            }

            take = new CallTake(caller, _limits, _waiting.Count)
            {
                Spare = _waiting.Count > 0 ? options.CallsInAdvance : 0,
                Unused = _reserve.Empty(),
                Succeeded = _succeeded,
                Throttled = _throttled,
            };
            (_succeeded, _throttled) = (0, 0);
            return true;
        }
    }

    private void Share(CallTake take, CallGrant grant, long now)
    {
        var passing = Math.Min(grant.Count, take.Wanted);
        for (var i = 0; i < passing; i++) _waiting.Dequeue().SetResult(null);
        var isCurrent = ReferenceEquals(take.Limits, _limits);
        if (isCurrent) _reserve = CallReserve.Of(grant, passing, now, time);
        if (grant.UsedUp < 0) return;

        var refusal = new CallRefusal(take.Limits.Windows[grant.UsedUp], take.Limits, grant.RetryAfter);
        if (isCurrent) (_refusal, _refusedAt) = (refusal, now);
        for (var i = passing; i < take.Wanted; i++)
        {
            _running--;
            _throttled++;
            _waiting.Dequeue().SetResult(refusal);
        }
    }

    private void Fail(CallTake take, Exception exception)
    {
        _succeeded += take.Succeeded;
        _throttled += take.Throttled;
        for (var i = 0; i < take.Wanted; i++)
        {
            _running--;
            _waiting.Dequeue().SetException(exception);
        }
    }

    private bool HasNews(bool everything)
    {
        var isIdle = everything || time.GetElapsedTime(_usedAt) >= options.CountInterval;
        return _succeeded > 0 || _throttled > 0 || (_reserve.Count > 0 && (isIdle || !_reserve.IsValid(time.GetTimestamp())));
    }

    private CallRefusal? StillRefused(long now)
    {
        if (_refusal is not { } refusal) return null;
        var passed = time.GetElapsedTime(_refusedAt, now);
        if (passed < refusal.RetryAfter && passed < options.KnownFor) return refusal with { RetryAfter = refusal.RetryAfter - passed };
        _refusal = null;
        return null;
    }

    /// <summary>What was taken under other limits is left to them: too few calls for once, never too many.</summary>
    private void Replace(CallLimits limits)
    {
        _limits = limits;
        _refusal = null;
        _ = _reserve.Empty();
    }
}
