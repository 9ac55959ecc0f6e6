using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Replay.Timelines;

/// <summary>What the deletion of upstream keys means for this node's state.</summary>
internal static class DeletedState
{
    /// <summary>Forgets what the keys of a pattern hold. Keys of caches that this node can always fill again need nothing.</summary>
    /// <exception cref="InvalidDataException">There is no such state here.</exception>
    public static ValueTask ForgetAsync(IStateStore store, string pattern, CancellationToken cancellationToken) => pattern switch
    {
        "projectID:*:finalizedData" => store.ForgetAsync(Remembered.Finality, cancellationToken),
        "projectFirstEpoch" => store.ForgetAsync(Remembered.FirstEpochs, cancellationToken),
        "submittedBaseSnapshots:*" => store.ForgetAsync(Remembered.Submissions, cancellationToken),
        "uniswap:*" => ValueTask.CompletedTask,
        _ => throw new InvalidDataException($"The timeline deletes '{pattern}', which stands for nothing in this node's state."),
    };
}
