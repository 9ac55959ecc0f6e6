using Snapshotter.Api.Chaos.Worlds;

namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>
/// Faults end, and there are more attempts than faults: so in the end everything is final, but for what was left of replaced epochs. Where a contract
/// decides, everything is that it could take in its window.
/// </summary>
internal sealed class NothingIsGivenUp : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "What fails for a while is done in the end";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        foreach (var job in history.DeadJobs.Where(job => !ReplacedEpochs.Had(history, job))) yield return $"a job was given up: {job}";
        foreach (var epochId in history.Outcomes.Keys.Where(epochId => !ReplacedEpochs.Has(history, epochId)).Order())
        {
            foreach (var projectId in history.ProjectIds)
            {
                var key = new SnapshotKey(epochId, projectId);
                if (history.Contract?.ContainsKey(key) == false) continue;
                if (!history.Finalized.ContainsKey(key)) yield return $"{key} did not become final: {ReasonOf(history, epochId, projectId)}";
            }
        }
    }

    private static string ReasonOf(History history, long epochId, string projectId) =>
        string.Join("; ", history.Outcomes[epochId].Stages.Where(stage => stage.Key.Subject == projectId && stage.Value is not null).Select(static stage => $"{stage.Key.Stage}: {stage.Value}"));
}
