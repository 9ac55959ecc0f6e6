using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Chain;

/// <summary>
/// The part of a request that calls contracts: constants at the latest block, all else at an epoch's blocks. A block is named by its hash once the headers tell it. Before, it can
/// only be named by its height, with the headers asked for along with it: at another endpoint that height may be a block of another fork.
/// </summary>
internal sealed class EpochCalls(EpochBlocks blocks, EpochSources sources)
{
    private readonly EveryEndpoint _everywhere = new(blocks.Epoch, sources.Rpc);

    /// <summary>Adds calls.</summary>
    public IReadOnlyList<SentCall> AddTo(RpcBatch batch, IReadOnlyDictionary<CallKey, TaskCompletionSource<ReadOnlyMemory<byte>>> calls) =>
        [.. calls.Select(call => new SentCall(call.Key, call.Value, Add(batch, call.Key)))];

    /// <summary>Keeps the answers of constants over epochs and starts, and gives them out.</summary>
    public async Task TakeConstantsAsync(IReadOnlyList<SentCall> sent)
    {
        SentCall[] constants = [.. sent.Where(static call => call.Key.IsConstant)];
        await KeepAsync(constants);
        foreach (var call in constants) call.End(blocks.Epoch);
    }

    /// <summary>Gives the other answers out, when the headers are here.</summary>
    /// <param name="sent">The calls.</param>
    /// <param name="areOfTheseBlocks">Whether the answers are of the blocks that the headers tell; otherwise the calls are made again, by the hashes.</param>
    public async Task TakeAsync(IReadOnlyList<SentCall> sent, bool areOfTheseBlocks)
    {
        SentCall[] calls = [.. sent.Where(static call => !call.Key.IsConstant)];
        if (!areOfTheseBlocks && calls.Length > 0)
        {
            var batch = sources.Rpc.CreateBatch("epoch", blocks.Epoch.Id);
            calls = [.. calls.Select(call => call with { Answer = Add(batch, call.Key) })];
            await batch.SendAsync(CancellationToken.None);
        }

        foreach (var call in calls) call.End(blocks.Epoch);
    }

    /// <summary>Makes calls that one endpoint answered with nothing at every endpoint, and gives the answers out. The headers are here.</summary>
    public async Task ConfirmAsync(IReadOnlyDictionary<CallKey, TaskCompletionSource<ReadOnlyMemory<byte>>> calls)
    {
        if (calls.Count == 0) return;
        CallKey[] keys = [.. calls.Keys];
        var answers = await _everywhere.AskAsync(keys, TagOf);
        SentCall[] told = [.. keys.Zip(answers, (key, answer) => new SentCall(key, calls[key], answer))];
        await KeepAsync(told.Where(static call => call.Key.IsConstant));
        foreach (var call in told) call.End(blocks.Epoch);
    }

    /// <summary>What is empty is not kept: a contract may yet come into being.</summary>
    private ValueTask KeepAsync(IEnumerable<SentCall> constants) => sources.Constants.KeepAsync(
        [.. constants.Where(static call => call.Answer is { IsSuccess: true, Value.Length: > 0 }).Select(static call => KeyValuePair.Create(call.Key, (ReadOnlyMemory<byte>)call.Answer.Value))], CancellationToken.None);

    private RpcAnswer<byte[]> Add(RpcBatch batch, CallKey key) => batch.Call(key.Contract, key.Calldata, TagOf(key));

    private BlockTag TagOf(CallKey key) => key.IsConstant ? BlockTag.Latest : blocks.TagOf(key.Block);
}
