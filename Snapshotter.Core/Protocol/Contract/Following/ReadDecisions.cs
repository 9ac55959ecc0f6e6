namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>
/// Decisions that were read from the contract's views because no event told of them. No block is known in which they were made, so that after a reorganisation
/// they are asked for again. Of the latest epochs, in memory: what a process read, the next one does not ask for again.
/// </summary>
internal sealed class ReadDecisions
{
    private const int MostEpochs = 32;

    private readonly SortedDictionary<long, HashSet<string>> _projects = [];

    /// <summary>The epochs and their projects.</summary>
    public IReadOnlyList<(long EpochId, string[] ProjectIds)> All => [.. _projects.Select(static epoch => (epoch.Key, epoch.Value.Order(StringComparer.Ordinal).ToArray()))];

    public void Add(long epochId, IEnumerable<string> projectIds)
    {
        if (!_projects.TryGetValue(epochId, out var projects)) _projects[epochId] = projects = new HashSet<string>(StringComparer.Ordinal);
        projects.UnionWith(projectIds);
        if (projects.Count == 0) _projects.Remove(epochId);
        while (_projects.Count > MostEpochs) _projects.Remove(_projects.First().Key);
    }
}
