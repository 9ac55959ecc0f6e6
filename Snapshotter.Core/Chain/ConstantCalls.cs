using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Chain;

/// <summary>The part of a request that calls what never changes; its answers are kept over epochs and starts.</summary>
internal sealed class ConstantCalls(Epoch epoch, EpochSources sources)
{
    /// <summary>Adds the constants among the calls.</summary>
    public static IReadOnlyList<SentCall> AddTo(RpcBatch batch, IEnumerable<KeyValuePair<CallKey, TaskCompletionSource<ReadOnlyMemory<byte>>>> calls) =>
        [.. calls.Where(static call => call.Key.IsConstant).Select(call => new SentCall(call.Key, call.Value, Add(batch, call.Key)))];

    /// <summary>Keeps the answers and gives them out.</summary>
    public async Task TakeAsync(IReadOnlyList<SentCall> sent)
    {
        var again = await AskAgainAsync([.. sent.Where(static call => IsEmpty(call.Answer)).Select(static call => call.Key)]);
        sent = [.. sent.Select(call => again.TryGetValue(call.Key, out var answer) ? call with { Answer = answer } : call)];
        await sources.Constants.KeepAsync([.. sent.Where(static call => call.Answer.IsSuccess && !IsEmpty(call.Answer)).Select(static call => KeyValuePair.Create(call.Key, (ReadOnlyMemory<byte>)call.Answer.Value))], CancellationToken.None);
        foreach (var call in sent) call.End(epoch);
    }

    /// <summary>
    /// A contract that never answers a constant is not there, and what needs it fails for good. So an empty answer is asked for once more before it
    /// is believed: an endpoint that has lost its state gives it too.
    /// </summary>
    private async Task<Dictionary<CallKey, RpcAnswer<byte[]>>> AskAgainAsync(CallKey[] empty)
    {
        if (empty.Length == 0) return [];
        var batch = sources.Rpc.CreateBatch("epoch", epoch.Id);
        var answers = empty.ToDictionary(static key => key, key => Add(batch, key));
        await batch.SendAsync(CancellationToken.None);
        return answers;
    }

    private static RpcAnswer<byte[]> Add(RpcBatch batch, CallKey key) => batch.Call(key.Contract, key.Calldata, BlockTag.Latest);

    private static bool IsEmpty(RpcAnswer<byte[]> answer) => answer.IsSuccess && answer.Value.Length == 0;
}
