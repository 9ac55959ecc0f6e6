namespace Snapshotter.Core.Interventions;

/// <summary>What an operator does to an epoch.</summary>
public enum EpochAction
{
    /// <summary>A stage is done again for those it failed for.</summary>
    Retry,

    /// <summary>Every project that is not final is built again.</summary>
    Rebuild,

    /// <summary>What is built and not final is submitted again.</summary>
    Resubmit,

    /// <summary>The contents are put into the queue of those that are to be pinned once more.</summary>
    Repin,

    /// <summary>What waits is not done any more; its projects end with the operator's reason.</summary>
    Skip,
}
