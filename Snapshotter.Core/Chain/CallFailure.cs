using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Chain;

/// <summary>Tells a call that will never succeed from one that is worth another try.</summary>
internal static class CallFailure
{
    public static Exception Of(Epoch epoch, CallKey key, RpcError error) => error.Kind == RpcErrorKind.Reverted
        ? new SnapshotException($"{epoch}: {key} reverts ({error.Reason}).")
        : new SourceChainException($"{epoch}: {key} failed: {error}");
}
