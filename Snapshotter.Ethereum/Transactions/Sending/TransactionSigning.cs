using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>Makes transactions of requests whose nonce and rates are chosen.</summary>
internal static class TransactionSigning
{
    /// <summary>The signed transaction: with a tip where the chain has base fees (EIP-1559), otherwise with a price.</summary>
    public static SignedTransaction Sign(SentTransaction sent, long chainId)
    {
        var (request, rates) = (sent.Request, sent.Rates);
        Transaction transaction = rates.Tip is { } tip
            ? new DynamicFeeTransaction { ChainId = (ulong)chainId, MaxPriorityFeePerGas = tip, MaxFeePerGas = rates.MaxFee }
            : new LegacyTransaction { ChainId = (ulong)chainId, GasPrice = rates.MaxFee };
        return (transaction with { Nonce = sent.Nonce, GasLimit = sent.GasLimit, To = request.To, Value = request.Value, Data = request.Data }).Sign(request.Sender);
    }

    /// <summary>What a transaction pays.</summary>
    public static FeeRates RatesOf(Transaction transaction) =>
        new(transaction.MaxGasPrice, transaction is DynamicFeeTransaction dynamic ? dynamic.MaxPriorityFeePerGas : null);

    /// <summary>Takes the node's estimate as gas limit; where it says that the transaction would revert, or nothing, the request ends here.</summary>
    public static void TakeEstimate(SentTransaction sent, RpcAnswer<UInt128> estimate, double margin)
    {
        if (estimate.Error is { Kind: RpcErrorKind.Reverted } revert)
        {
            var reason = revert.Data.IsEmpty ? revert.Reason : RevertReason.Describe(revert.Data.Span);
            sent.End(new TransactionOutcome(TransactionFate.Refused, null, null, $"It would revert: {reason}") { RevertData = revert.Data });
        }
        else if (estimate.Error is { } error)
        {
            sent.End(TransactionFate.Refused, $"Its gas could not be estimated: {error}");
        }
        else
        {
            sent.GasLimit = (long)((double)estimate.Value * margin);
        }
    }
}
