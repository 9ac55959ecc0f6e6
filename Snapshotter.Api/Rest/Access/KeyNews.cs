using Snapshotter.Core.Callers;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Rest.Access;

/// <summary>Has keys looked up again as soon as another host changed a user or a key.</summary>
internal sealed class KeyNews(IUserStore users, KeyDirectory keys, CallerOptions options, TimeProvider time) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await TryListenAsync(stoppingToken)) await Task.Delay(options.KnownFor, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task<bool> TryListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await users.ListenAsync(keys.Forget, cancellationToken);
            // What changed while nobody listened was not heard.
            keys.Forget();
            return true;
        }
        catch (StorageException)
        {
            // The store tells of its outage itself. Until news come, what is known of a key is asked for anew within KnownFor.
            return false;
        }
    }
}
