namespace Snapshotter.Core.Interventions;

/// <summary>What came of an action.</summary>
public enum InterventionOutcome
{
    /// <summary>It is done, or queued.</summary>
    Done,

    /// <summary>It was refused, because the state is not the one its operator saw.</summary>
    Changed,

    /// <summary>There was nothing to do.</summary>
    Nothing,
}
