using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>
/// Faults end, and there are more attempts than faults: so in the end everything is built, and is final, but for what could not be built any more of replaced epochs.
/// Where a contract decides, windows close: what is not final there did not get through in time, and says so.
/// </summary>
internal sealed class NothingIsGivenUp : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "What fails for a while is done in the end";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        foreach (var job in history.DeadJobs.Where(job => !ReplacedEpochs.Had(history, job))) yield return $"a job was given up: {job}";
        foreach (var epochId in history.Outcomes.Keys.Order())
        {
            foreach (var projectId in history.ProjectIds)
            {
                var key = new SnapshotKey(epochId, projectId);
                if (history.Finalized.ContainsKey(key) || ReplacedEpochs.LacksBlocksOf(history, key)) continue;
                if (history.Contract?.ContainsKey(key) == false && WasLate(history, key)) continue;
                yield return $"{key} did not become final: {ReasonOf(history, key)}";
            }
        }
    }

    /// <summary>Whether it was built and handed over, and its window closed; or it was taken and a reorganisation of the anchor chain dropped it when it was too late to send it again.</summary>
    private static bool WasLate(History history, SnapshotKey key)
    {
        var stages = history.Outcomes[key.EpochId].Stages;
        if (!stages.TryGetValue((Stage.SnapshotBuild, key.ProjectId), out var build) || build is not null) return false;
        if (!stages.TryGetValue((Stage.RelayerSend, key.ProjectId), out var refusal)) return false;
        return refusal is null ? history.MayTakeBack : refusal.Contains("submission window", StringComparison.Ordinal);
    }

    private static string ReasonOf(History history, SnapshotKey key) =>
        string.Join("; ", history.Outcomes[key.EpochId].Stages.Where(stage => stage.Key.Subject == key.ProjectId && stage.Value is not null).Select(static stage => $"{stage.Key.Stage}: {stage.Value}"));
}
