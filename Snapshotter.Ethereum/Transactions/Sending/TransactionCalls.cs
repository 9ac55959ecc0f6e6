using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>The calls that sending needs.</summary>
internal static class TransactionCalls
{
    public static RpcAnswer<UInt128> TransactionCount(this RpcBatch batch, Address account, string tag) =>
        batch.Quantity("eth_getTransactionCount", $"{tag} transaction count", account.ToString(), tag);

    public static RpcAnswer<JsonElement> SendRaw(this RpcBatch batch, SignedTransaction signed) =>
        batch.Raw(RpcMethods.SendRawTransaction, Hex.Prefixed(signed.Encode()));

    public static RpcAnswer<JsonElement> FeeHistory(this RpcBatch batch) => batch.Raw("eth_feeHistory", "0x1", "latest", new JsonArray());

    public static RpcAnswer<UInt128> SuggestedTip(this RpcBatch batch) => batch.Quantity("eth_maxPriorityFeePerGas", "tip");

    public static RpcAnswer<UInt128> GasPrice(this RpcBatch batch) => batch.Quantity("eth_gasPrice", "gas price");

    // As of the latest block: left to itself a node may run every transaction that waits in its pool before each call it estimates.
    public static RpcAnswer<UInt128> EstimateGas(this RpcBatch batch, TransactionRequest request) => batch.Quantity("eth_estimateGas", "gas estimate", CallOf(request), "latest");

    public static RpcAnswer<JsonElement> Replay(this RpcBatch batch, TransactionRequest request, long block) =>
        batch.Raw("eth_call", CallOf(request), "0x" + block.ToString("x", CultureInfo.InvariantCulture));

    /// <summary>The next block's base fee in wei; null where the chain has none or the node does not say.</summary>
    public static BigInteger? BaseFee(this RpcAnswer<JsonElement> feeHistory)
    {
        if (!feeHistory.IsSuccess || feeHistory.Value.ValueKind != JsonValueKind.Object) return null;
        if (!feeHistory.Value.TryGetProperty("baseFeePerGas", out var fees) || fees.ValueKind != JsonValueKind.Array || fees.GetArrayLength() == 0) return null;
        return TryRead(fees[fees.GetArrayLength() - 1].GetString(), out var fee) ? fee : null;
    }

    private static bool TryRead(string? text, out BigInteger number)
    {
        number = default;
        return text is not null && text.StartsWith("0x", StringComparison.Ordinal)
            && BigInteger.TryParse("0" + text[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out number);
    }

    private static JsonObject CallOf(TransactionRequest request)
    {
        var call = new JsonObject { ["from"] = request.Sender.Address.ToString(), ["data"] = Hex.Prefixed(request.Data.Span) };
        if (request.To is { } to) call["to"] = to.ToString();
        if (!request.Value.IsZero) call["value"] = "0x" + request.Value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return call;
    }
}
