using System.Text.Json.Serialization;

namespace Snapshotter.Core.Storage.Transfer;

/// <summary>A job that waits, as it stands in a state file.</summary>
internal sealed record WaitingJob(string Kind, long EpochId, string Key, byte[] Payload)
{
    /// <summary>For one that was queued for later, when it is due.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Whether it waits until the epochs before have ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AfterEarlierEpochs { get; init; }
}
