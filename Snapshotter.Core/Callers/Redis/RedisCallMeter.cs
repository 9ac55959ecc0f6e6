using Snapshotter.Core.Storage.Redis;
using StackExchange.Redis;

namespace Snapshotter.Core.Callers.Redis;

/// <summary>The call meter that hosts share. A take is one script, so that all hosts together let through exactly what one would.</summary>
/// <param name="link">The server.</param>
/// <param name="options">How many callers without a key are told apart.</param>
/// <param name="time">The clock of the windows; null for the server's, by which hosts need not agree on the time.</param>
public sealed class RedisCallMeter(RedisLink link, CallerOptions options, TimeProvider? time = null) : ICallMeter
{
    /// <summary>The most callers forgotten in one go: less than a millisecond, for which the server does nothing else.</summary>
    private const int Portion = 200;

    /// <inheritdoc/>
    public async ValueTask<CallGrant> TakeAsync(CallTake take, CancellationToken cancellationToken)
    {
        var arguments = RedisArguments.Of(Now, options.MaxAddresses, take.Caller.Name, take.Caller.Email ?? "", take.Wanted, take.Spare, take.Succeeded, take.Throttled, CallerId.Others.Name)
            .Add(take.Unused.Count).AddAll(take.Unused.Windows ?? [], static (to, start) => to.Add(start))
            .AddAll(take.Limits.Windows, static (to, window) => to.Add(window.Limit).Add((long)window.Period.TotalMilliseconds));
        return ReadGrant(await link.RunAsync(RedisScripts.TakeCalls, arguments, cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<KeyedGrant?> TakeAsync(KeyDigest key, CancellationToken cancellationToken)
    {
        var answer = (await link.RunAsync(RedisScripts.TakeCallByKey, RedisArguments.Of(Now, key.Text), cancellationToken)).Items();
        if (answer.Length == 0) return null;
        var user = RedisUserStore.ReadUser((string)answer[0], answer[1], answer[2]);
        return (int)answer[3] == 1 ? new KeyedGrant(new KeyOwner(user, IsRevoked: true), null) : new KeyedGrant(new KeyOwner(user, IsRevoked: false), ReadGrant(answer[4]));
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ForgetExpiredAsync(CancellationToken cancellationToken) =>
        (int)await link.RunAsync(RedisScripts.ForgetCalls, RedisArguments.Of(Now, Portion), cancellationToken) == Portion;

    private RedisValue Now => time is null ? "" : time.GetUtcNow().ToUnixTimeMilliseconds();

    private static CallGrant ReadGrant(RedisResult answer)
    {
        var parts = answer.Items();
        return new CallGrant(
            (int)parts[0],
            Array.ConvertAll(parts[4].Texts(), RedisRecords.Number),
            parts[1].NumberOrNull() is { } validFor ? TimeSpan.FromMilliseconds(validFor) : TimeSpan.MaxValue,
            (int)parts[2],
            TimeSpan.FromMilliseconds((long)parts[3]));
    }
}
