namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>How a chain is reached.</summary>
public sealed class RpcOptions
{
    private const int Mebibyte = 1024 * 1024;

    /// <summary>The endpoints in order of preference.</summary>
    /// <value>At least one is required.</value>
    public IList<RpcEndpointOptions> Endpoints { get; init; } = [];

    /// <summary>How many calls one HTTP request carries at most; a larger batch is split.</summary>
    /// <value>From 1 to 10,000; the default is 1,000.</value>
    public int MaxBatchSize { get; set; } = 1000;

    /// <summary>How large an answer may be, unpacked, in bytes; a larger one is asked for again in parts.</summary>
    /// <value>From 1 KiB to 1 GiB; the default is 64 MiB.</value>
    public int MaxResponseBytes { get; set; } = 64 * Mebibyte;

    /// <summary>How long one HTTP request may take, from connecting to the last byte.</summary>
    /// <value>From 10 milliseconds to 10 minutes; the default is 20 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a call is sent before it has failed, counting all endpoints; asking in smaller parts does not count.</summary>
    /// <value>From 1 to 100; the default is 5.</value>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>How many HTTP requests are under way at one endpoint at most; fewer while it asks for a slower pace.</summary>
    /// <value>From 1 to 1,000; the default is 8.</value>
    public int MaxConcurrentRequests { get; set; } = 8;

    /// <summary>The longest wait before the second attempt on the same endpoints; it doubles with each further one. The actual wait is random below it.</summary>
    /// <value>From 1 millisecond to 1 minute; the default is 250 milliseconds.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest wait between two attempts.</summary>
    /// <value>From <see cref="BaseDelay"/> to 10 minutes; the default is 10 seconds.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request waits for its turn under a rate limit or a Retry-After; a longer wait counts as a failed attempt.</summary>
    /// <value>From 0 to 10 minutes; the default is 30 seconds.</value>
    public TimeSpan MaxThrottleWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What the endpoints' rate limits count.</summary>
    /// <value>The default is <see cref="RateLimitCost.HttpRequest"/>.</value>
    public RateLimitCost RateLimitCost { get; set; } = RateLimitCost.HttpRequest;

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">At least one setting is wrong; the message lists all of them.</exception>
    public void Validate()
    {
        var faults = RpcOptionsRules.Faults(this).ToList();
        if (faults.Count > 0) throw new ArgumentException("The RPC settings are wrong: " + string.Join(' ', faults));
    }
}
