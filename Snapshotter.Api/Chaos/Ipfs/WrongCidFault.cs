using Snapshotter.Api.Chaos.Rpc;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Api.Chaos.Ipfs;

/// <summary>An IPFS node with other settings gives added content another CID; a read gives other content.</summary>
internal sealed record WrongCidFault : IRpcFault
{
    /// <inheritdoc/>
    public string Name => "wrong CID";

    /// <inheritdoc/>
    public async Task AnswerAsync(RpcExchange exchange, Lots lots)
    {
        var other = BitConverter.GetBytes(lots.Next());
        if (!exchange.Http.Request.Path.Value!.EndsWith("/add", StringComparison.Ordinal))
        {
            await exchange.SendAsync(other);
            return;
        }

        var json = await exchange.HonestJsonAsync();
        json["Hash"] = CidOf.Content(other).ToString();
        await exchange.SendAsync(json);
    }
}
