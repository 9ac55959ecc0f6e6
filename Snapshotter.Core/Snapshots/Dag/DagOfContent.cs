namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>Content cut into blocks.</summary>
/// <param name="Root">The CID of the content.</param>
/// <param name="Blocks">Every block once, leaves before the nodes that link to them; the root is the last.</param>
public sealed record DagOfContent(Cid Root, IReadOnlyList<DagBlock> Blocks);
