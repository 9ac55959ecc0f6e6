namespace Snapshotter.Core.Epochs.Catalogue;

/// <summary>Which epochs are listed.</summary>
public enum EpochFilter
{
    /// <summary>All that are kept.</summary>
    All = 0,

    /// <summary>Those with jobs that have not ended.</summary>
    InWork = 1,

    /// <summary>Those in which a stage failed for some project.</summary>
    Failing = 2,
}
