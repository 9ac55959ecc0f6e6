namespace Snapshotter.Core.Storage.Transfer.Upstream;

/// <summary>One thing that an upstream state file says.</summary>
internal abstract record UpstreamRecord
{
    /// <summary>The epoch up to which the file goes.</summary>
    public sealed record Synced(long EpochId) : UpstreamRecord;

    /// <summary>The first epoch of a project; 0 when it has none yet.</summary>
    public sealed record First(string ProjectId, long EpochId) : UpstreamRecord;

    /// <summary>What a project's epoch was decided to be: a CID, a text with <c>null</c> for an epoch that was undecided, or null.</summary>
    public sealed record Finality(string ProjectId, long EpochId, string? Text) : UpstreamRecord;
}
