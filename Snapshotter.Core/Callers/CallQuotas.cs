using System.Collections.Concurrent;

namespace Snapshotter.Core.Callers;

/// <summary>The callers that this host knows at the moment. Those who fall silent are forgotten here, not in the meter.</summary>
public sealed class CallQuotas(ICallMeter meter, CallerOptions options, TimeProvider time)
{
    /// <summary>Silence after which a caller's quota is let go.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<CallerId, CallQuota> _quotas = new();
    private readonly CallQuota _others = new(CallerId.Others, meter, options, time);

    /// <summary>The number of callers known at the moment.</summary>
    public int Count => _quotas.Count;

    /// <summary>Takes one call of a caller. A call that is let through must be ended (<see cref="CallQuota.End"/>).</summary>
    /// <exception cref="Storage.StorageException">The meter could not be asked.</exception>
    public async ValueTask<CallDecision> EnterAsync(CallerId caller, CallLimits limits)
    {
        while (true)
        {
            var quota = Of(caller);
            if (quota.TryEnter(limits, out var decision)) return new CallDecision(quota, await decision);
        }
    }

    /// <summary>Enters a call of a user of which the meter was asked already. A call that is let through must be ended (<see cref="CallQuota.End"/>).</summary>
    public CallDecision Enter(User user, CallGrant grant)
    {
        while (true)
        {
            var quota = Of(CallerId.User(user.Email));
            if (quota.TryEnter(user.Limits, grant, out var refusal)) return new CallDecision(quota, refusal);
        }
    }

    /// <summary>Writes what is new, gives back what is not used, and lets silent callers go.</summary>
    /// <param name="everything">Whether also what was taken for callers who still call is given back: at the end of the process.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task FlushAsync(bool everything, CancellationToken cancellationToken)
    {
        var flushes = new List<Task> { _others.FlushAsync(everything, cancellationToken).AsTask() };
        foreach (var quota in _quotas.Values)
        {
            var flush = quota.FlushAsync(everything, cancellationToken);
            if (!flush.IsCompletedSuccessfully) flushes.Add(flush.AsTask());
        }

        await Task.WhenAll(flushes);
        foreach (var known in _quotas)
        {
            if (known.Value.TryRetire(Silence)) _quotas.TryRemove(known);
        }
    }

    private CallQuota Of(CallerId caller)
    {
        if (_quotas.TryGetValue(caller, out var known)) return known;
        if (!caller.IsUser && _quotas.Count >= options.MaxAddresses) return _others;
        return _quotas.GetOrAdd(caller, static (id, host) => new CallQuota(id, host.Meter, host.Options, host.Time), (Meter: meter, Options: options, Time: time));
    }
}
