namespace Snapshotter.Api.Chaos.Sources;

/// <summary>Something that is done to a process from outside, without warning.</summary>
/// <param name="Request">At which request to the chains, counted over all endpoints.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Host">To which host, by its place among the hosts; of no meaning where it is done to the Redis server.</param>
/// <param name="Lasts">How long it takes until the process is started again or goes on.</param>
internal sealed record Strike(long Request, StrikeKind Kind, int Host, TimeSpan Lasts)
{
    /// <summary>Its name in reports.</summary>
    public string Name => Kind switch
    {
        StrikeKind.Kill => "kill -9",
        StrikeKind.Pause => "pause",
        _ => "kill -9 of Redis",
    };
}

/// <summary>What is done to a process.</summary>
internal enum StrikeKind
{
    /// <summary>A host's process is killed, and started again later.</summary>
    Kill,

    /// <summary>A host's process stands still, as if the network to it were cut, and goes on later.</summary>
    Pause,

    /// <summary>The Redis server is killed, and started again later over its folder.</summary>
    KillRedis,
}
