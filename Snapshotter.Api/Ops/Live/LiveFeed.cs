using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Ops.Live;

/// <summary>
/// Tells open pages by server-sent events that something changed: at once when the store did, but not more often than every two seconds, and
/// every ten seconds anyway, because times go on. Nothing of the state is in the events: a page loads itself anew, with its own permission.
/// </summary>
internal sealed class LiveFeed : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly IStateStore _store;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places;
    private readonly CancellationToken _stopping;
    private TaskCompletionSource _changed = New();

    /// <summary>Listens to <paramref name="store"/>.</summary>
    public LiveFeed(IStateStore store, OpsOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        _store = store;
        _time = time;
        _places = new SemaphoreSlim(options.MaxLivePages);
        _stopping = lifetime.ApplicationStopping;
        store.Committed += Note;
    }

    /// <summary>Tells one page until it or the node goes away.</summary>
    public async Task FollowAsync(HttpContext context)
    {
        if (!_places.Wait(0, CancellationToken.None))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("retry: 5000\n\n", ended.Token);
            await context.Response.Body.FlushAsync(ended.Token);
            // What happened between the making of the page and now is not known here.
            await Task.Delay(Shortest, _time, ended.Token);
            while (true)
            {
                var changed = _changed.Task;
                await context.Response.WriteAsync("event: changed\ndata:\n\n", ended.Token);
                await context.Response.Body.FlushAsync(ended.Token);
                await WaitAsync(changed, ended.Token);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The page was left, or the node stops.
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Committed -= Note;
        _places.Dispose();
    }

    private async Task WaitAsync(Task changed, CancellationToken cancellationToken)
    {
        await Task.Delay(Shortest, _time, cancellationToken);
        try
        {
            await changed.WaitAsync(Longest - Shortest, _time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing happened, but what is shown as "a minute ago" grows old.
        }
    }

    private void Note(StateChange change) => Interlocked.Exchange(ref _changed, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
