using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Snapshots.Dag;

namespace Snapshotter.Tests.Core.Snapshots;

/// <summary>Blocks in memory, found by CID.</summary>
internal static class BlockMap
{
    public static DagReader.LoadBlock Of(IEnumerable<DagBlock> blocks)
    {
        var found = blocks.ToDictionary(block => block.Cid, block => block.Bytes.ToArray());
        return (cid, _) => ValueTask.FromResult(found.GetValueOrDefault(cid));
    }
}
