using System.Globalization;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;

namespace Snapshotter.Core.Jobs.Redis;

/// <summary>Turns that hosts take by a key in Redis which only one of them can set.</summary>
/// <remarks>A turn to detect has a number, by which the server refuses what is written in it once another has begun (<see cref="StateChange.IsOfTurn"/>).</remarks>
public sealed class RedisTurns(RedisStateStore store, string worker, TimeProvider time) : IDetectorTurn, IRecurringTurns
{
    /// <summary>After this long without a sign of life another host detects.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>For how long it is known that a recurring turn was taken; clocks of hosts may differ by less.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private static readonly RedisScript Hold = RedisScript.Of("hold", "arguments", "turn");
    private static readonly RedisScript Leave = RedisScript.Of("leave", "arguments", "turn");

    /// <inheritdoc/>
    public async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        long number;
        while ((number = await HoldAsync(0, cancellationToken)) == 0) await Task.Delay(Lease / 3, time, cancellationToken);
        store.Turn.Begin(number);
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var working = work(turn.Token);
        try
        {
            await await Task.WhenAny(working, HoldOnAsync(number, turn.Token));
        }
        finally
        {
            await turn.CancelAsync();
            await working.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            store.Turn.End();
            await LeaveAsync(number);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryTakeAsync(string job, DateTimeOffset scheduledAt, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"snapshotter:turn:{job}:{scheduledAt.ToUnixTimeMilliseconds()}");
        return !(await store.Link.RunAsync("SET", cancellationToken, key, worker, "NX", "PX", (long)Remembered.TotalMilliseconds)).IsNull;
    }

    /// <summary>Takes a turn, or keeps the one with a number, and tells its number; 0 when another host has it.</summary>
    private async ValueTask<long> HoldAsync(long number, CancellationToken cancellationToken) =>
        (long)await store.Link.RunAsync(Hold, RedisArguments.Of(worker, (long)Lease.TotalMilliseconds, number), cancellationToken);

    /// <summary>Keeps the turn. While Redis is away nobody else can take it either, and whether it is still ours is asked when it is back.</summary>
    private async Task HoldOnAsync(long number, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Lease / 5, time, cancellationToken);
            try
            {
                if (await HoldAsync(number, cancellationToken) != number) throw new TurnLostException();
            }
            catch (StorageException)
            {
                // Asked again.
            }
        }
    }

    private async ValueTask LeaveAsync(long number)
    {
        try
        {
            await store.Link.RunAsync(Leave, RedisArguments.Of(number), CancellationToken.None);
        }
        catch (StorageException)
        {
            // The lease ends by itself.
        }
    }
}
