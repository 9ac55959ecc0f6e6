namespace Snapshotter.Core.Finalization;

/// <summary>That nothing was decided for a project in an epoch when the protocol state was asked (upstream <c>null_{epoch}</c>, spec 1.2.1).</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="ProjectId">The project.</param>
public sealed record UndecidedEpoch(long EpochId, string ProjectId)
{
    /// <summary>The epoch whose job asked, with which the mark goes when that epoch is built anew; 0 when no job did, or that is not known any more.</summary>
    public long LearntIn { get; init; }
}
