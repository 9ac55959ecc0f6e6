namespace Snapshotter.Core.Chain;

/// <summary>
/// Runs the continuations of one epoch's processors one at a time, and tells when none of them can go on. That is the moment at which
/// everything they wait for is known, so that it can be asked for in one request. No thread is held while all wait.
/// </summary>
internal sealed class TurnContext(Action whenIdle) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _turns = new();
    private bool _running;

    /// <summary>
    /// Runs work whose continuations all come back here; the task is its end. Whoever finds nobody taking turns takes them itself: work that
    /// need not wait costs no change of threads.
    /// </summary>
    public Task RunAsync(Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Enqueue(StartOf(work, done), null)) TakeTurns();
        return done.Task;
    }

    /// <summary>Makes sure that idleness is noticed after something was asked for from outside.</summary>
    public void Poke() => Post(static _ => { }, null);

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Enqueue(d, state)) ThreadPool.UnsafeQueueUserWorkItem(static context => context.TakeTurns(), this, preferLocal: false);
    }

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Processors are asynchronous: nothing may block on their turn.");

    /// <returns>Whether the caller has to see to it that turns are taken.</returns>
    private bool Enqueue(SendOrPostCallback callback, object? state)
    {
        lock (_turns)
        {
            _turns.Enqueue((callback, state));
            if (_running) return false;
            return _running = true;
        }
    }

    /// <summary>Starts the work in its caller's context, whoever takes the turn.</summary>
    private static SendOrPostCallback StartOf(Func<Task> work, TaskCompletionSource done)
    {
        var caller = ExecutionContext.Capture();
        return _ =>
        {
            if (caller is null) _ = FollowAsync(work, done);
            else ExecutionContext.Run(caller, _ => _ = FollowAsync(work, done), null);
        };
    }

    private static async Task FollowAsync(Func<Task> work, TaskCompletionSource done)
    {
        try
        {
            await work();
            done.TrySetResult();
        }
        catch (OperationCanceledException exception)
        {
            done.TrySetCanceled(exception.CancellationToken);
        }
        catch (Exception exception)
        {
            done.TrySetException(exception);
        }
    }

    private void TakeTurns()
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            while (true)
            {
                while (TryNext(out var turn)) turn.Callback(turn.State);
                whenIdle();
                lock (_turns)
                {
                    if (_turns.Count > 0) continue;
                    _running = false;
                    return;
                }
            }
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    private bool TryNext(out (SendOrPostCallback Callback, object? State) turn)
    {
        lock (_turns) return _turns.TryDequeue(out turn);
    }
}
