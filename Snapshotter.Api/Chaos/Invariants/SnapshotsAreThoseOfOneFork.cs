using System.Text;
using Snapshotter.Api.Chaos.Worlds;

namespace Snapshotter.Api.Chaos.Invariants;

/// <summary>All snapshots of an epoch are, byte for byte, those of an undisturbed run over the fork that the epoch's last block is of.</summary>
internal sealed class SnapshotsAreThoseOfOneFork : IInvariant
{
    /// <inheritdoc/>
    public string Rule => "Snapshots equal those of an undisturbed run";

    /// <inheritdoc/>
    public IEnumerable<string> Violations(History history)
    {
        foreach (var (epochId, outcome) in history.Outcomes.OrderBy(static outcome => outcome.Key))
        {
            var fork = history.Forks.FirstOrDefault(fork => fork.EndHashes.GetValueOrDefault(epochId) == outcome.EndHash);
            if (fork is null)
            {
                yield return FormattableString.Invariant($"epoch {epochId} ends with {outcome.EndHash}, which is on no fork.");
                continue;
            }

            foreach (var projectId in history.ProjectIds)
            {
                var key = new SnapshotKey(epochId, projectId);
                if (!history.Finalized.TryGetValue(key, out var cid) || !history.Contents.TryGetValue(cid, out var content)) continue;
                if (Encoding.UTF8.GetString(content) != fork.Texts[key]) yield return $"{key} has other bytes ({cid}).";
            }
        }
    }
}
