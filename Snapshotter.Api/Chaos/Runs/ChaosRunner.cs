using Snapshotter.Api.Chaos.Sources;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Runs;

/// <summary>Makes runs of seeds below a folder. What a good run leaves is removed; what a bad one leaves is kept.</summary>
/// <param name="folder">The folder.</param>
/// <param name="tools">The executables of what runs need.</param>
/// <param name="time">The clock of deadlines.</param>
internal sealed class ChaosRunner(string folder, ChaosTools tools, TimeProvider time)
{
    private readonly WorldLibrary _worlds = new(Path.Combine(folder, "worlds"));

    /// <summary>Makes the run of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="isOnManyHosts">Whether the node is many processes that share a Redis.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task<RunResult> RunAsync(ulong seed, bool isOnManyHosts, CancellationToken cancellationToken)
    {
        var disturbances = new Disturbances(seed, await _worlds.OfAsync(seed), isOnManyHosts);
        foreach (var source in FaultSources.All) source.Disturb(disturbances, Lots.Of(seed, source.Name));

        var ownFolder = Path.Combine(folder, FormattableString.Invariant($"run-{seed}{(isOnManyHosts ? "-hosts" : "")}"));
        if (Directory.Exists(ownFolder)) Directory.Delete(ownFolder, recursive: true);
        using var run = new ChaosRun(disturbances, ownFolder, tools, time);
        var result = await run.RunAsync(cancellationToken);
        if (result.Violations.Count == 0) Directory.Delete(ownFolder, recursive: true);
        return result;
    }
}
