using System.Numerics;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>What the chain says before transactions are signed, read in one request.</summary>
internal sealed class FeeMarket
{
    private readonly Dictionary<Address, (ulong Mined, ulong Pending)> _counts;

    private FeeMarket(long chainId, BigInteger? baseFee, FeeRates rates, Dictionary<Address, (ulong Mined, ulong Pending)> counts, IReadOnlyList<RpcAnswer<UInt128>?> estimates)
    {
        ChainId = chainId;
        BaseFee = baseFee;
        Rates = rates;
        _counts = counts;
        Estimates = estimates;
    }

    public long ChainId { get; }

    /// <summary>The next block's base fee in wei; null on a chain without.</summary>
    public BigInteger? BaseFee { get; }

    public FeeRates Rates { get; }

    /// <summary>What each request is estimated to use; null where that was not asked.</summary>
    public IReadOnlyList<RpcAnswer<UInt128>?> Estimates { get; }

    public (ulong Mined, ulong Pending) CountsOf(Address account) => _counts[account];

    /// <summary>Reads fees, counts of the senders, and the gas of requests that have no limit yet.</summary>
    /// <exception cref="RpcException">The node does not answer.</exception>
    public static async Task<FeeMarket> ReadAsync(RpcClient rpc, SendingOptions options, long? chainId, IReadOnlyList<SentTransaction> sent, CancellationToken cancellationToken)
    {
        var batch = rpc.CreateBatch("send", sent[0].EpochId);
        var id = chainId is null ? batch.ChainId() : null;
        var history = batch.FeeHistory();
        var tip = batch.SuggestedTip();
        var price = batch.GasPrice();
        var counts = sent.Select(static one => one.Request.Sender.Address).Distinct()
            .Select(account => (Account: account, Mined: batch.TransactionCount(account, "latest"), Pending: batch.TransactionCount(account, "pending"))).ToArray();
        var estimates = sent.Select(one => one.GasLimit > 0 ? null : batch.EstimateGas(one.Request)).ToArray();
        await batch.SendAsync(cancellationToken);

        var baseFee = history.BaseFee();
        var suggestion = baseFee is null ? price.Value : tip.IsSuccess ? (BigInteger)tip.Value : BigInteger.Zero;
        var rates = FeeRates.Of(baseFee, suggestion, Wei(options.MinTipGwei), Wei(options.MaxFeeGwei));
        return new FeeMarket(
            chainId ?? id!.Value,
            baseFee,
            rates,
            counts.ToDictionary(static count => count.Account, static count => ((ulong)count.Mined.Value, (ulong)count.Pending.Value)),
            estimates);
    }

    public static BigInteger Wei(double gwei) => new(decimal.Round((decimal)gwei * 1_000_000_000m));
}
