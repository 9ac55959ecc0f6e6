using Snapshotter.Api.Chaos.Rpc;
using Snapshotter.Api.Chaos.Rpc.Faults;

namespace Snapshotter.Api.Chaos.Ipfs;

/// <summary>Everything that may happen to a single call of the IPFS node.</summary>
internal static class IpfsMenu
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<IRpcFault> Faults { get; } =
    [
        new StatusFault(500), new StatusFault(503), new StatusFault(429), new HangFault(), new ResetFault(),
        new TruncatedFault(LooksRegular: true), new TruncatedFault(LooksRegular: false), new GarbageFault(), new WrongCidFault(),
    ];
}
