using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.JsonRpc.Endpoints;

namespace Snapshotter.Core.Chain;

/// <summary>
/// Makes calls that one endpoint answered with nothing at every endpoint by itself. One that has lost its state answers as if there were no contract, which would fail what
/// is built of it for good: so an answer that is not empty is right, and that there is none is believed when two tell so, or the only one in service does a second time.
/// </summary>
internal sealed class EveryEndpoint(Epoch epoch, RpcClient rpc)
{
    private const int MostNeeded = 2;

    /// <summary>Asks, all calls in one request to each.</summary>
    /// <param name="keys">The calls.</param>
    /// <param name="tagOf">Names the block of a call.</param>
    /// <returns>Of each call the first answer that is not empty, or one that is where enough endpoints tell so, or why an endpoint did not answer.</returns>
    public async Task<IReadOnlyList<RpcAnswer<byte[]>>> AskAsync(IReadOnlyList<CallKey> keys, Func<CallKey, BlockTag> tagOf)
    {
        var needed = Math.Clamp(rpc.Endpoints.Count(static endpoint => endpoint.State != EndpointState.Down), 1, MostNeeded);
        var told = await Task.WhenAll(Enumerable.Range(0, rpc.Endpoints.Count).Select(async endpoint =>
        {
            var batch = rpc.CreateBatchAt(endpoint, "epoch", epoch.Id);
            var answers = keys.Select(key => batch.Call(key.Contract, key.Calldata, tagOf(key))).ToArray();
            await batch.SendAsync(CancellationToken.None);
            return answers;
        }));
        return [.. keys.Select((_, place) => Judge([.. told.Select(answers => answers[place])], needed))];
    }

    private static RpcAnswer<byte[]> Judge(RpcAnswer<byte[]>[] told, int needed)
    {
        if (Array.Find(told, static answer => answer is { IsSuccess: true, Value.Length: > 0 }) is { } answered) return answered;
        var empty = Array.FindAll(told, static answer => answer.IsSuccess);
        return empty.Length >= needed ? empty[0] : told.First(static answer => !answer.IsSuccess);
    }
}
