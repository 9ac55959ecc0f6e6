using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Chain;

/// <summary>A call that went out with a request.</summary>
/// <param name="Key">The call.</param>
/// <param name="Waiting">What waits for its answer.</param>
/// <param name="Answer">The answer, once the request is back.</param>
internal readonly record struct SentCall(CallKey Key, TaskCompletionSource<ReadOnlyMemory<byte>> Waiting, RpcAnswer<byte[]> Answer)
{
    /// <summary>Ends the wait, with the answer or the reason why there is none.</summary>
    public void End(Epoch epoch)
    {
        if (Answer.Error is { } error) Waiting.TrySetException(CallFailure.Of(epoch, Key, error));
        else Waiting.TrySetResult(Answer.Value);
    }
}
