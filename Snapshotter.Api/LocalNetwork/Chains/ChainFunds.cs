using System.Text.Json.Nodes;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.LocalNetwork.Chains;

/// <summary>Ether on a local chain, which costs nothing.</summary>
internal static class ChainFunds
{
    /// <summary>A thousand ether, in wei.</summary>
    private const string Balance = "0x3635c9adc5dea00000";

    /// <summary>Sets the balance of accounts.</summary>
    public static async Task GiveAsync(RpcClient rpc, IEnumerable<Address> accounts, CancellationToken cancellationToken)
    {
        var batch = rpc.CreateBatch("fund");
        foreach (var account in accounts) batch.Raw("anvil_setBalance", JsonValue.Create(account.ToString()), JsonValue.Create(Balance));
        await batch.SendAsync(cancellationToken);
    }
}
