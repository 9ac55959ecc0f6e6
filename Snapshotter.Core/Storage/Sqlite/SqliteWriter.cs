using System.Threading.Channels;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>Gathers the changes that wait into one transaction, so that the cost of making them durable is shared.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MaxWaiting = 1024;
    private const int MaxPerTransaction = 256;

    private readonly SqliteSession _session;
    private readonly Channel<Write> _writes = Channel.CreateBounded<Write>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });
    private readonly Action _onRollback;
    private readonly Task _loop;

    public SqliteWriter(SqliteSession session, Action onRollback)
    {
        _session = session;
        _onRollback = onRollback;
        _loop = Task.Run(RunLoopAsync);
    }

    /// <summary>Queues a write and waits for it. Only the wait for a place in the queue can be cancelled: a caller always learns what became of its write.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public async ValueTask<T> RunAsync<T>(Func<SqliteSession, T> action, CancellationToken cancellationToken)
    {
        var write = new Write<T>(action);
        try
        {
            await _writes.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteDatabase), "The store is closed.");
        }

        return await write.Completion;
    }

    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _loop;
    }

    private async Task RunLoopAsync()
    {
        var batch = new List<Write>(MaxPerTransaction);
        while (await _writes.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MaxPerTransaction && _writes.Reader.TryRead(out var write)) batch.Add(write);
            Commit(batch);
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
            _session.Execute("BEGIN IMMEDIATE");
            begun = true;
            foreach (var write in batch) write.Apply(_session);
            _session.Execute("COMMIT");
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
        _onRollback();
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (StorageException)
        {
            // A failed COMMIT may have rolled back by itself; the failure that led here is the one to report.
        }
    }

    private abstract class Write
    {
        public abstract void Apply(SqliteSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Write<T>(Func<SqliteSession, T> action) : Write
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Completion => _completion.Task;

        public override void Apply(SqliteSession session) => _result = action(session);

        public override void Succeed() => _completion.TrySetResult(_result!);

        public override void Fail(Exception exception) => _completion.TrySetException(exception);
    }
}
