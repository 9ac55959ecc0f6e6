using System.Globalization;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;

namespace Snapshotter.Core.Jobs.Redis;

/// <summary>Turns that hosts take by a key in Redis which only one of them can set.</summary>
public sealed class RedisTurns(RedisLink link, string worker, TimeProvider time) : IDetectorTurn, IRecurringTurns
{
    private const string Detector = "snapshotter:turn:detector";

    /// <summary>After this long without a sign of life another host detects.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>For how long it is known that a recurring turn was taken; clocks of hosts may differ by less.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private static readonly RedisScript Hold = RedisScript.Of("hold", "arguments");
    private static readonly RedisScript Leave = RedisScript.Of("leave", "arguments");

    /// <inheritdoc/>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (!await TryHoldAsync(cancellationToken)) await Task.Delay(Lease / 3, time, cancellationToken);
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = work(turn.Token);
        try
        {
            await await Task.WhenAny(working, HoldOnAsync(turn.Token));
        }
        finally
        {
            await turn.CancelAsync();
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await LeaveAsync();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryTakeAsync(string job, DateTimeOffset scheduledAt, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"snapshotter:turn:{job}:{scheduledAt.ToUnixTimeMilliseconds()}");
        return !(await link.RunAsync("SET", cancellationToken, key, worker, "NX", "PX", (long)Remembered.TotalMilliseconds)).IsNull;
    }

    private async ValueTask<bool> TryHoldAsync(CancellationToken cancellationToken) =>
        (int)await link.RunAsync(Hold, RedisArguments.Of(Detector, worker, (long)Lease.TotalMilliseconds), cancellationToken) == 1;

    /// <summary>Keeps the turn. While Redis is away nobody else can take it either, and whether it is still ours is asked when it is back.</summary>
    private async Task HoldOnAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Lease / 5, time, cancellationToken);
            try
            {
                if (!await TryHoldAsync(cancellationToken)) throw new TurnLostException();
            }
            catch (StorageException)
            {
                // Asked again.
            }
        }
    }

    private async ValueTask LeaveAsync()
    {
        try
        {
            await link.RunAsync(Leave, RedisArguments.Of(Detector, worker), CancellationToken.None);
        }
        catch (StorageException)
        {
            // The lease ends by itself.
        }
    }
}
