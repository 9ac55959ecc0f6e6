namespace Snapshotter.Core.Storage;

/// <summary>What the node remembers of the past for its aggregates and can be told to forget, after which it asks the protocol state again.</summary>
public enum Remembered
{
    /// <summary>Which CIDs are final, and which epochs were undecided (upstream <c>projectID:*:finalizedData</c>).</summary>
    Finality = 0,

    /// <summary>The first epochs of projects (upstream <c>projectFirstEpoch</c>).</summary>
    FirstEpochs = 1,

    /// <summary>That this node's own snapshots were submitted (upstream <c>submittedBaseSnapshots:*</c>); the snapshots themselves stay.</summary>
    Submissions = 2,
}
