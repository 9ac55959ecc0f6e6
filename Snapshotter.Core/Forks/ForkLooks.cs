using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Forks;

/// <summary>
/// Counts how often in a row the same other chain was told by one endpoint that nobody speaks against. Where there is no second endpoint that is all
/// there is to go by; where there are others that only keep silent, more patience is due.
/// </summary>
internal sealed class ForkLooks
{
    /// <summary>How often the only endpoint must tell the same, each time after a longer wait: with a polling interval of a second it takes three seconds.</summary>
    private const int OfTheOnlyEndpoint = 3;

    /// <summary>How often it must be told while the other endpoints keep silent: with a polling interval of a second it takes two minutes.</summary>
    private const int OfOneOfMany = 8;

    private (long Point, Hash32 Block) _last;
    private int _count;

    /// <summary>Counts a look at another chain.</summary>
    /// <returns>How many looks told the same, and how many must.</returns>
    public (int Count, int Needed) Saw(EndpointBranch branch, int endpoints)
    {
        var fork = (branch.ForkPoint, branch.Blocks[0]);
        _count = fork == _last ? _count + 1 : 1;
        _last = fork;
        return (_count, endpoints == 1 ? OfTheOnlyEndpoint : OfOneOfMany);
    }

    /// <summary>Nothing of another chain was told, or it is settled.</summary>
    public void Clear() => _count = 0;
}
