namespace Snapshotter.Api.Chaos.Sources;

/// <summary>All families of faults there are.</summary>
internal static class FaultSources
{
    /// <summary>In the order in which they disturb a run: the chain first, because others need to know how long it takes.</summary>
    public static IReadOnlyList<IFaultSource> All { get; } =
    [
        new ChainGrowth(), new DeepForks(), new AnchorGrowth(), new EndpointFaults(), new LaggingEndpoint(), new AnchorFaults(), new StoreOutages(), new IpfsOutages(),
        new ClockJumps(), new Kills(), new HostStrikes(),
    ];
}
