using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Ops.Words;

/// <summary>What the node does now, in one sentence.</summary>
internal static class Activity
{
    /// <summary>The sentence.</summary>
    public static string Of(NodeStatus status)
    {
        var epoch = status.CurrentEpoch is { } current ? $"epoch {Say.Number(current)}" : "";
        return status.Activity switch
        {
            "exhausted" => $"The recording is used up with {epoch}; the node keeps serving.",
            "catching-up" => $"Catching up with the source chain: {epoch} is released, {Say.Count(status.LagBlocks ?? 0, "block", "blocks")} behind the head.",
            "following" when status.FinalizedEpoch < status.CurrentEpoch => $"Following the source chain: {epoch} is in work.",
            "following" => $"Following the source chain: {epoch} has ended, and the next one waits for its blocks.",
            _ => "Starting: the source chain has not been read yet.",
        };
    }
}
