using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Chain;

/// <summary>
/// Makes calls that one endpoint answered with nothing at every endpoint by itself. One that has lost its state answers as if there were no contract, which would fail what
/// is built of it for good: so an answer that is not empty is right, and that there is none is believed when all that answer tell so.
/// </summary>
internal sealed class EveryEndpoint(Epoch epoch, RpcClient rpc)
{
    /// <summary>Whether there is another than the one that answered.</summary>
    public bool IsAnother => rpc.Endpoints.Count > 1;

    /// <summary>Asks, all calls in one request to each.</summary>
    /// <param name="keys">The calls.</param>
    /// <param name="tagOf">Names the block of a call.</param>
    /// <returns>Of each call the first answer that is not empty, or one that is, or, where no endpoint answered, why.</returns>
    public async Task<IReadOnlyList<RpcAnswer<byte[]>>> AskAsync(IReadOnlyList<CallKey> keys, Func<CallKey, BlockTag> tagOf)
    {
        if (keys.Count == 0) return [];
        var told = await Task.WhenAll(Enumerable.Range(0, rpc.Endpoints.Count).Select(async endpoint =>
        {
            var batch = rpc.CreateBatchAt(endpoint, "epoch", epoch.Id);
            var answers = keys.Select(key => batch.Call(key.Contract, key.Calldata, tagOf(key))).ToArray();
            await batch.SendAsync(CancellationToken.None);
            return answers;
        }));
        return [.. keys.Select((_, place) => told.Select(answers => answers[place]).MaxBy(Worth)!)];
    }

    private static int Worth(RpcAnswer<byte[]> answer) => !answer.IsSuccess ? 0 : answer.Value.Length == 0 ? 1 : 2;
}
