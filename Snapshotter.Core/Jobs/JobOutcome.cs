namespace Snapshotter.Core.Jobs;

/// <summary>What became of a delivery of a job.</summary>
public enum JobOutcome
{
    /// <summary>It is done, and what it gave is written.</summary>
    Done,

    /// <summary>It failed and is tried again.</summary>
    Failed,

    /// <summary>It was given up.</summary>
    Dead,
}
