using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>
/// Of a node on many hosts, processes are killed and started again, stand still for longer than leases last, and their Redis is killed. Where another
/// host stands by to detect, the one that detects also stands still for longer than its turn.
/// </summary>
internal sealed class HostStrikes : IFaultSource
{
    private const int MostKills = 4;
    private const int MostPauses = 3;
    private const int MostRedisKills = 2;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(17);

    /// <inheritdoc/>
    public string Name => "host strikes";

    /// <inheritdoc/>
    public void Disturb(Disturbances run, Lots lots)
    {
        if (!run.IsOnManyHosts) return;
        for (var i = lots.Below(MostKills + 1); i > 0; i--) Add(StrikeKind.Kill, 0, 2500);
        for (var i = lots.Below(MostPauses + 1); i > 0; i--) Add(StrikeKind.Pause, 2200, 4500);
        for (var i = lots.Below(MostRedisKills + 1); i > 0; i--) Add(StrikeKind.KillRedis, 0, 1500);
        if (run.Hosts.Count(static host => host.IsDetector) > 1) run.Strikes.Add(new Strike(lots.Below((int)run.LastScripted), StrikeKind.Pause, 0, Turn));

        void Add(StrikeKind kind, int fewestMilliseconds, int mostMilliseconds) => run.Strikes.Add(new Strike(
            lots.Below((int)run.LastScripted + 10), kind, lots.Below(run.Hosts.Count), TimeSpan.FromMilliseconds(lots.Between(fewestMilliseconds, mostMilliseconds))));
    }
}
