namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>The endpoints of a chain, and which of them to ask next.</summary>
internal sealed class EndpointPool
{
    private readonly Endpoint[] _endpoints;
    private readonly TimeProvider _time;

    public EndpointPool(RpcOptions options, TimeProvider time, HealthPolicy policy)
        : this([.. options.Endpoints.Select((endpoint, index) => new Endpoint(index, endpoint, options, policy, time))], time)
    {
    }

    private EndpointPool(Endpoint[] endpoints, TimeProvider time)
    {
        _endpoints = endpoints;
        _time = time;
    }

    /// <summary>All endpoints in configured order.</summary>
    public IReadOnlyList<Endpoint> All => _endpoints;

    /// <summary>A pool of one of its endpoints, with all that is known and learnt about it.</summary>
    public EndpointPool Only(int index) => new([_endpoints[index]], _time);

    /// <summary>
    /// The best endpoint among those not asked yet, or among all when every one was: healthy ones and ones due for a
    /// trial in configured order, then paused and suspect ones, then those that are down.
    /// </summary>
    public Endpoint Choose(EndpointSet asked)
    {
        var now = _time.GetUtcNow();
        var candidates = asked.Count < _endpoints.Length ? _endpoints.Where(endpoint => !asked.Contains(endpoint)) : _endpoints;
        var chosen = candidates.MinBy(endpoint => (Rank(endpoint, now), endpoint.Index))!;
        if (chosen.Health.IsTrialDue(now)) chosen.Note(HealthEvent.TrialStarted);
        return chosen;
    }

    private static int Rank(Endpoint endpoint, DateTimeOffset now)
    {
        var health = endpoint.Health;
        if (health.State == EndpointState.Down && !health.IsTrialDue(now)) return 2;
        var isSuspect = health.State == EndpointState.Suspect && !health.IsTrialDue(now);
        return isSuspect || endpoint.Throttle.IsPaused ? 1 : 0;
    }
}
