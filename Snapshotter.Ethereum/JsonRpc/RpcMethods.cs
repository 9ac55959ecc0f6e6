namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>The names of the methods spoken.</summary>
internal static class RpcMethods
{
    public const string BlockNumber = "eth_blockNumber";
    public const string ChainId = "eth_chainId";
    public const string GetBlockByNumber = "eth_getBlockByNumber";
    public const string GetBlockByHash = "eth_getBlockByHash";
    public const string GetBlockReceipts = "eth_getBlockReceipts";
    public const string GetTransactionReceipt = "eth_getTransactionReceipt";
    public const string GetTransactionByHash = "eth_getTransactionByHash";
    public const string GetLogs = "eth_getLogs";
    public const string Call = "eth_call";
    public const string SendRawTransaction = "eth_sendRawTransaction";
}
