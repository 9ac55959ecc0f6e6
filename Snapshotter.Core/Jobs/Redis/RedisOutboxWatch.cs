using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Submission.Outbox;

namespace Snapshotter.Core.Jobs.Redis;

/// <summary>
/// Lets who sends submissions know of those that workers on other hosts put into the outbox. Scripts tell of them; news that were published while the
/// connection was away are made up for by looking now and then.
/// </summary>
public sealed class RedisOutboxWatch(RedisLink link, OutboxSignal outbox, TimeProvider time) : IPipelinePart
{
    /// <summary>News that were not heard are found after this long.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private bool _listens;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await ListenAsync();
            outbox.Raise();
            await Task.Delay(LongestWait, time, cancellationToken);
        }
    }

    private async ValueTask ListenAsync()
    {
        if (_listens) return;
        try
        {
            await link.ListenAsync(Heard);
            _listens = true;
        }
        catch (StorageException)
        {
            // The connection tells of the outage itself; this tries again.
        }
    }

    private void Heard(string news)
    {
        if (news != "submissions") return;
        try
        {
            outbox.Raise();
        }
        catch (ObjectDisposedException)
        {
            // Told while the process ends.
        }
    }
}
