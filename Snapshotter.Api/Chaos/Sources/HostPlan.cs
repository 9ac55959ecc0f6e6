using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Sources;

/// <summary>One of the processes that are the node.</summary>
/// <param name="Name">Its name, and that of its folder.</param>
/// <param name="HasApi">Whether it serves the API.</param>
/// <param name="IsDetector">Whether it releases epochs, or stands by to do so.</param>
/// <param name="IsWorker">Whether it runs jobs.</param>
internal sealed record HostPlan(string Name, bool HasApi, bool IsDetector, bool IsWorker)
{
    private const int FewestWorkers = 2;
    private const int MostWorkers = 3;

    /// <summary>The node in one process.</summary>
    public static IReadOnlyList<HostPlan> Alone { get; } = [new HostPlan("node", HasApi: true, IsDetector: true, IsWorker: true)];

    /// <summary>The node in many: first who detects and serves the API, then the workers, and in some runs one that stands by to detect.</summary>
    public static IReadOnlyList<HostPlan> Many(Lots lots)
    {
        var workers = Enumerable.Range(1, lots.Between(FewestWorkers, MostWorkers));
        HostPlan[] hosts =
        [
            new("detector", HasApi: true, IsDetector: true, IsWorker: false),
            .. workers.Select(static number => new HostPlan(FormattableString.Invariant($"worker-{number}"), HasApi: false, IsDetector: false, IsWorker: true)),
        ];
        return lots.Chance(250) ? [.. hosts, new HostPlan("standby", HasApi: false, IsDetector: true, IsWorker: false)] : hosts;
    }
}
