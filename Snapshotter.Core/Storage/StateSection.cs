namespace Snapshotter.Core.Storage;

/// <summary>
/// The parts of the state, in the order in which they are copied: what a later part is counted or dated by comes before it. What the protocol
/// state allows comes before the epochs, because an update is never dated back to a released one.
/// </summary>
public enum StateSection
{
    /// <summary>The projects that the protocol state allows, and since when.</summary>
    Allowances = 0,

    /// <summary>The released epochs.</summary>
    Epochs = 1,

    /// <summary>The outcome of every stage.</summary>
    Transitions = 2,

    /// <summary>The CIDs of the snapshots this node built.</summary>
    Built = 3,

    /// <summary>What consensus decided.</summary>
    Finality = 4,

    /// <summary>The marks of epochs that were undecided when they were looked up.</summary>
    Undecided = 5,

    /// <summary>The accounts of submissions.</summary>
    Reports = 6,

    /// <summary>The projects this node is responsible for.</summary>
    Projects = 7,

    /// <summary>First epochs of projects, and their counters, which go on over epochs that are past retention.</summary>
    Counters = 8,

    /// <summary>What is kept for later starts.</summary>
    Facts = 9,

    /// <summary>The submissions on their way, and those that ended lately, so that none is sent twice.</summary>
    Outbox = 10,

    /// <summary>The jobs that wait.</summary>
    Jobs = 11,
}
