using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Aggregation;

/// <summary>Which snapshots count for what is composed in an epoch: those that this node built, unless consensus has decided on others already.</summary>
internal sealed class UnderlyingSnapshots(IStateStore store, IProtocolState protocol)
{
    /// <summary>Whether consensus can decide on others: the embedded protocol state decides on nothing but what this node submitted.</summary>
    public bool MayBeForeign => !protocol.DecidesAtOnce;

    /// <summary>The snapshots of projects in the epoch of a job; those that have none are left out.</summary>
    public async ValueTask<IReadOnlyDictionary<string, UnderlyingSnapshot>> ReadAsync(Job job, IReadOnlyList<string> projectIds, CancellationToken cancellationToken)
    {
        var own = await BuiltOf.JobAsync(store, job, projectIds, cancellationToken);
        var decided = MayBeForeign ? await Task.WhenAll(projectIds.Select(id => store.FinalizedCidAsync(job.EpochId, id, cancellationToken).AsTask())) : new Cid?[projectIds.Count];
        var counted = new Dictionary<string, UnderlyingSnapshot>(projectIds.Count, StringComparer.Ordinal);
        for (var i = 0; i < projectIds.Count; i++)
        {
            if ((decided[i] ?? own[i]) is { } cid) counted.Add(projectIds[i], new UnderlyingSnapshot(cid, cid != own[i]));
        }

        return counted;
    }
}
