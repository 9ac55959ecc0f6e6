using System.Globalization;
using Snapshotter.Api.LocalNetwork.Faults;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Watching;

/// <summary>Whether every epoch went as it should in a network of which at most one node errs.</summary>
internal static class NetworkVerdict
{
    /// <summary>What is wrong with an epoch, one sentence each; none when all projects are final and all honest nodes agree with that.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="projects">How many projects each node builds.</param>
    /// <param name="nodes">The nodes with their faults.</param>
    public static IEnumerable<string> Violations(WatchedEpoch epoch, int projects, IReadOnlyList<(string Name, Address Account, FaultKind Fault)> nodes)
    {
        if (epoch.FinalizedCount != projects) yield return Invariant($"Epoch {epoch.Id}: {epoch.FinalizedCount} of {projects} projects are final.");
        foreach (var (id, project) in epoch.Projects)
        {
            foreach (var (name, account, fault) in nodes)
            {
                if (fault != FaultKind.None) continue;
                if (!project.Submissions.TryGetValue(account, out var submission)) yield return Invariant($"Epoch {epoch.Id}: {name} submitted nothing for {id}.");
                else if (submission.IsLate) yield return Invariant($"Epoch {epoch.Id}: {name} was late with {id}.");
                else if (project.Finalized is { } cid && submission.Cid != cid) yield return Invariant($"Epoch {epoch.Id}: {name} submitted {submission.Cid} for {id}, but {cid} is final.");
            }
        }

        foreach (var (name, account, fault) in nodes)
        {
            if (fault != FaultKind.None && epoch.Of(account).Agreeing == projects) yield return Invariant($"Epoch {epoch.Id}: {name} should be {fault} and was not.");
        }
    }

    /// <summary>Whether every honest node has been heard on all projects of an epoch, in time or late.</summary>
    public static bool IsHeard(WatchedEpoch epoch, int projects, IReadOnlyList<(string Name, Address Account, FaultKind Fault)> nodes) => nodes.All(node =>
    {
        var (counted, _, late) = epoch.Of(node.Account);
        return node.Fault != FaultKind.None || counted + late == projects;
    });

    /// <summary>Whether nothing more is to be expected of an epoch: all is final and every node has been heard, or its window is over for long.</summary>
    public static bool IsOver(WatchedEpoch epoch, long block, int projects, IReadOnlyList<(string Name, Address Account, FaultKind Fault)> nodes)
    {
        if (epoch.ReleaseBlock > 0 && block > epoch.ReleaseBlock + (2 * LocalNetworkOptions.SubmissionWindow)) return true;
        return epoch.FinalizedCount == projects && nodes.All(node =>
        {
            var (counted, _, late) = epoch.Of(node.Account);
            return node.Fault == FaultKind.Silent || counted + late == projects;
        });
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
