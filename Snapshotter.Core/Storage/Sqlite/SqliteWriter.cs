namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>
/// Runs writes one after another, and gathers those that wait into one transaction, so that the cost of making them durable is shared. Who
/// finds nobody writing writes at once, on its own thread, and then takes along what came meanwhile: a write that has no company costs no
/// change of threads.
/// </summary>
internal sealed class SqliteWriter(SqliteSession session, Action onRollback) : IAsyncDisposable
{
    private const int MaxWaiting = 1024;
    private const int MaxPerTransaction = 256;

    private readonly Lock _gate = new();
    private readonly Queue<Write> _waiting = new();
    private readonly SemaphoreSlim _places = new(MaxWaiting, MaxWaiting);
    private TaskCompletionSource? _idle;
    private bool _isWriting;
    private bool _isClosed;

    /// <summary>Queues a write and waits for it. Only the wait for a place in the queue can be cancelled: a caller always learns what became of its write.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async ValueTask<T> RunAsync<T>(Func<SqliteSession, T> action, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        var write = new Write<T>(action);
        bool leads;
        lock (_gate)
        {
            if (_isClosed)
            {
                _places.Release();
                throw new ObjectDisposedException(nameof(SqliteDatabase), "The store is closed.");
            }

            _waiting.Enqueue(write);
            leads = !_isWriting;
            _isWriting = true;
        }

        if (leads) Lead(write);
        return await write.Completion;
    }

    /// <summary>Takes no more writes, and returns when those that wait are done.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (!_isWriting) return default;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_idle.Task);
        }
    }

    /// <summary>Writes until nothing waits. Once its own write is done, the rest is left to another thread: nobody works for others for long.</summary>
    private void Lead(Write? own)
    {
        var batch = new List<Write>();
        while (TryTake(batch, own is { IsDone: true }))
        {
            Commit(batch);
            _places.Release(batch.Count);
        }
    }

    /// <summary>Takes what waits, or gives up the lead: to another thread when something waits and the own write is done.</summary>
    private bool TryTake(List<Write> batch, bool handsOver)
    {
        batch.Clear();
        lock (_gate)
        {
            if (handsOver && _waiting.Count > 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static writer => writer.Lead(null), this, preferLocal: false);
                return false;
            }

            while (batch.Count < MaxPerTransaction && _waiting.TryDequeue(out var write)) batch.Add(write);
            if (batch.Count > 0) return true;
            _isWriting = false;
            _idle?.SetResult();
            return false;
        }
    }

    private void Commit(List<Write> batch)
    {
        if (TryTransaction(batch, out var failure))
        {
            foreach (var write in batch) write.Succeed();
        }
        else if (batch.Count == 1)
        {
            batch[0].Fail(failure!);
        }
        else
        {
            // One of them is at fault; alone, only that one fails.
            foreach (var write in batch) Commit([write]);
        }
    }

    private bool TryTransaction(List<Write> batch, out Exception? failure)
    {
        var begun = false;
        try
        {
            session.Execute("BEGIN IMMEDIATE");
            begun = true;
            foreach (var write in batch) write.Apply(session);
            session.Execute("COMMIT");
            failure = null;
            return true;
        }
        catch (Exception exception)
        {
            failure = exception;
            if (begun) Rollback();
            return false;
        }
    }

    private void Rollback()
    {
        onRollback();
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (StorageException)
        {
            // A failed COMMIT may have rolled back by itself; the failure that led here is the one to report.
        }
    }

    private abstract class Write
    {
        public abstract bool IsDone { get; }

        public abstract void Apply(SqliteSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<SqliteSession, T> action) : Write
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Completion => _completion.Task;

        public override bool IsDone => _completion.Task.IsCompleted;

        public override void Apply(SqliteSession session) => _result = action(session);

        public override void Succeed() => _completion.TrySetResult(_result!);

        public override void Fail(Exception exception) => _completion.TrySetException(exception);
    }
}
