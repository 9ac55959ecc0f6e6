using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Chain;

/// <summary>The part of a request that calls what never changes; its answers are kept over epochs and starts.</summary>
internal sealed class ConstantCalls(Epoch epoch, EpochSources sources)
{
    private readonly EveryEndpoint _everywhere = new(epoch, sources.Rpc);

    /// <summary>Adds the constants among the calls.</summary>
    public static IReadOnlyList<SentCall> AddTo(RpcBatch batch, IEnumerable<KeyValuePair<CallKey, TaskCompletionSource<ReadOnlyMemory<byte>>>> calls) =>
        [.. calls.Where(static call => call.Key.IsConstant).Select(call => new SentCall(call.Key, call.Value, batch.Call(call.Key.Contract, call.Key.Calldata, BlockTag.Latest)))];

    /// <summary>Keeps the answers and gives them out. One that is empty is asked for at every endpoint before it is believed, or once more where there is but one.</summary>
    public async Task TakeAsync(IReadOnlyList<SentCall> sent)
    {
        SentCall[] empty = [.. sent.Where(static call => IsEmpty(call.Answer))];
        var again = await _everywhere.AskAsync([.. empty.Select(static call => call.Key)], static _ => BlockTag.Latest);
        sent = [.. sent.Except(empty), .. empty.Zip(again, static (call, answer) => call with { Answer = answer })];
        await sources.Constants.KeepAsync([.. sent.Where(static call => call.Answer.IsSuccess && !IsEmpty(call.Answer)).Select(static call => KeyValuePair.Create(call.Key, (ReadOnlyMemory<byte>)call.Answer.Value))], CancellationToken.None);
        foreach (var call in sent) call.End(epoch);
    }

    private static bool IsEmpty(RpcAnswer<byte[]> answer) => answer.IsSuccess && answer.Value.Length == 0;
}
