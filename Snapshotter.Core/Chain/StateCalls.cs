using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Chain;

/// <summary>
/// The part of a request that calls at an epoch's blocks. A block is named by its hash once the headers tell it. Before, it can only be named by its height, with the
/// headers asked for along with it: at another endpoint that height may be a block of another fork.
/// </summary>
internal sealed class StateCalls(Epoch epoch, EpochBlocks blocks, RpcClient rpc)
{
    private readonly EveryEndpoint _everywhere = new(epoch, rpc);

    /// <summary>Adds the calls that are not constants.</summary>
    public IReadOnlyList<SentCall> AddTo(RpcBatch batch, IEnumerable<KeyValuePair<CallKey, TaskCompletionSource<ReadOnlyMemory<byte>>>> calls) =>
        [.. calls.Where(static call => !call.Key.IsConstant).Select(call => new SentCall(call.Key, call.Value, Add(batch, call.Key)))];

    /// <summary>Gives the answers out, when the headers are here.</summary>
    /// <param name="sent">The calls.</param>
    /// <param name="isOfTheseBlocks">Whether the answers are of the blocks that the headers tell; otherwise the calls are made again, by the hashes.</param>
    public async Task TakeAsync(IReadOnlyList<SentCall> sent, bool isOfTheseBlocks)
    {
        if (!isOfTheseBlocks && sent.Count > 0)
        {
            var batch = rpc.CreateBatch("epoch", epoch.Id);
            sent = [.. sent.Select(call => call with { Answer = Add(batch, call.Key) })];
            await batch.SendAsync(CancellationToken.None);
        }

        foreach (var call in sent) call.End(epoch);
    }

    /// <summary>Whether another endpoint can be asked.</summary>
    public bool HasSeveralEndpoints => _everywhere.IsAnother;

    /// <summary>Makes calls at every endpoint, when the headers are here.</summary>
    /// <exception cref="SourceChainException">A call was answered by no endpoint.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> AskEveryEndpointAsync(IReadOnlyList<CallKey> keys)
    {
        var answers = await _everywhere.AskAsync(keys, key => blocks.TagOf(key.Block));
        return [.. keys.Zip(answers, (key, answer) => answer.Error is { } error ? throw CallFailure.Of(epoch, key, error) : (ReadOnlyMemory<byte>)answer.Value)];
    }

    private RpcAnswer<byte[]> Add(RpcBatch batch, CallKey key) => batch.Call(key.Contract, key.Calldata, blocks.TagOf(key.Block));
}
