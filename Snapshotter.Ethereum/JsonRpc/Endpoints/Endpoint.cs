using Snapshotter.Ethereum.JsonRpc.Throttling;
using Snapshotter.Ethereum.JsonRpc.Wire;

namespace Snapshotter.Ethereum.JsonRpc.Endpoints;

/// <summary>One endpoint with all that is known and learnt about it.</summary>
internal sealed class Endpoint
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly HealthPolicy _policy;
    private readonly string _rateLimit;
    private EndpointHealth _health = EndpointHealth.Initial;

    public Endpoint(int index, RpcEndpointOptions endpoint, RpcOptions options, HealthPolicy policy, TimeProvider time)
    {
        Index = index;
        Alias = endpoint.Alias.Length > 0 ? endpoint.Alias : FormattableString.Invariant($"endpoint-{index + 1}");
        Address = new Uri(endpoint.Url);
        Scrubber = new SecretScrubber(Address);
        Throttle = new EndpointThrottle(RateLimitSpec.Parse(endpoint.RateLimit), options.MaxConcurrentRequests, options.MaxThrottleWait, time);
        Traits = new EndpointTraits(time);
        Tally = new EndpointTally(time);
        _rateLimit = endpoint.RateLimit;
        _policy = policy;
        _time = time;
    }

    /// <summary>Its place in the configured order.</summary>
    public int Index { get; }

    /// <summary>The name it goes by.</summary>
    public string Alias { get; }

    /// <summary>Where it is; may hold a key.</summary>
    public Uri Address { get; }

    /// <summary>Takes the address and its keys out of texts.</summary>
    public SecretScrubber Scrubber { get; }

    /// <summary>What holds requests back.</summary>
    public EndpointThrottle Throttle { get; }

    /// <summary>What was learnt of its limits.</summary>
    public EndpointTraits Traits { get; }

    /// <summary>How it did lately.</summary>
    public EndpointTally Tally { get; }

    /// <summary>Its health.</summary>
    public EndpointHealth Health
    {
        get
        {
            lock (_lock) return _health;
        }
    }

    /// <summary>Takes an event in.</summary>
    /// <returns>The states before and after.</returns>
    public (EndpointState Before, EndpointState After) Note(HealthEvent happened)
    {
        lock (_lock)
        {
            var before = _health.State;
            _health = _health.After(happened, _time.GetUtcNow(), _policy);
            return (before, _health.State);
        }
    }

    /// <summary>The same for readers outside.</summary>
    public EndpointStatus ToStatus()
    {
        var health = Health;
        var status = new EndpointStatus(Alias, health.State, [.. health.Failures.Keys], health.State == EndpointState.Healthy ? null : health.TrialAt) { RateLimit = _rateLimit };
        return Tally.Into(status);
    }
}
