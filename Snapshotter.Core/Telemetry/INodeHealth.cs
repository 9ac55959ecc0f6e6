namespace Snapshotter.Core.Telemetry;

/// <summary>Tells how the node is doing. Health is progress, never that the process answers.</summary>
public interface INodeHealth
{
    /// <summary>The state of the node now; cheap, from memory and one look at the queue.</summary>
    ValueTask<NodeStatus> StatusAsync(CancellationToken cancellationToken);
}
