using System.Text.Json.Serialization;

namespace Snapshotter.Core.Jobs;

/// <summary>A job leased to a worker.</summary>
/// <param name="Id">The queue's id.</param>
/// <param name="Kind">Who handles it.</param>
/// <param name="EpochId">The epoch it belongs to.</param>
/// <param name="Key">Unique among waiting and running jobs of its kind and epoch.</param>
/// <param name="Payload">What the handler needs.</param>
/// <param name="Attempt">1 on the first try; a failure adds one, the death of the process does not.</param>
/// <param name="Deliveries">How often a worker got it; far above <paramref name="Attempt"/> when it takes the process down with it.</param>
public sealed record Job(long Id, string Kind, long EpochId, string Key, byte[] Payload, int Attempt, int Deliveries)
{
    /// <summary>What the queue told of the state when it handed out the job; null where the state is as near as the queue.</summary>
    [JsonIgnore]
    public DeliveredState? Delivered { get; init; }

    /// <summary>Its times, where the queue wants them told again.</summary>
    internal JobTimes? Times { get; init; }
}
