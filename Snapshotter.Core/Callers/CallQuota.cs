using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Snapshotter.Core.Callers;

/// <summary>One caller at this host. While the meter is asked, further calls gather, and one question answers them all.</summary>
public sealed class CallQuota(CallerId caller, ICallMeter meter, CallerOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly CallAccount _account = new(caller, options, time);
    private TaskCompletionSource? _asking;
    private bool _retired;

    /// <summary>Asks for one call.</summary>
    /// <param name="limits">What the caller may ask now.</param>
    /// <param name="decision">The decision, or null when this quota is retired and a new one has to be asked.</param>
    public bool TryEnter(CallLimits limits, out ValueTask<CallRefusal?> decision)
    {
        lock (_gate)
        {
            decision = default;
            if (_retired) return false;
            decision = _account.Enter(limits);
            if (!_account.IsWaitedFor || _asking is not null) return true;
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
            refusal = _retired ? null : _account.Enter(limits, grant);
            return !_retired;
        }
    }

    /// <summary>Ends a call that was let through.</summary>
    /// <param name="succeeded">Whether it counts as a successful one.</param>
    public void End(bool succeeded)
    {
        lock (_gate) _account.End(succeeded);
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
                else if (!_account.HasNews(everything)) return;
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
        lock (_gate) return _asking is null && _account.IsIdle(idle) && (_retired = true);
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
                lock (_gate) _account.Share(take, grant);
            }
            catch (Exception exception)
            {
                lock (_gate) _account.Fail(take, exception);
                if (take.Wanted == 0) failure = exception;
            }
        }

        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private bool TryPrepare(bool flush, [NotNullWhen(true)] out CallTake? take)
    {
        lock (_gate)
        {
            take = flush || _account.IsWaitedFor ? _account.Prepare() : null;
            if (take is not null) return true;
            _asking!.SetResult();
            _asking = null;
            return false;
        }
    }
}
