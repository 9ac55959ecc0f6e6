using System.Numerics;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>Liquidity put into Quickswap's ETH/USDC pool, through the managed position or by one's own (upstream zkevm:quickswap_eth_usdc_lp).</summary>
internal sealed class QuickswapLiquidityProcessor : IBulkProcessor
{
    private static readonly AbiEvent Deposit = AbiEvent.Parse("Deposit(address indexed sender, address indexed to, uint256 shares, uint256 amount0, uint256 amount1)");

    private static readonly AbiEvent IncreaseLiquidity = AbiEvent.Parse(
        "IncreaseLiquidity(uint256 indexed tokenId, uint128 liquidity, uint128 actualLiquidity, uint256 amount0, uint256 amount1, address pool)");

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BulkSnapshot>> BuildAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var receipts = await EpochReceipts.ReadAsync(chain, cancellationToken);
        return [.. receipts.Where(IsDeposit).SelectMany(static receipt => receipt.Logs, Read).OfType<BulkSnapshot>()];
    }

    private static bool IsDeposit(TransactionReceipt receipt) => receipt.To is { } to && (to == QuickswapContracts.DepositProxy || to == QuickswapContracts.PositionManager);

    private static BulkSnapshot? Read(TransactionReceipt receipt, LogEntry log)
    {
        if (log.Address == QuickswapContracts.ManagedPosition && QuestEvents.Read(Deposit, receipt, log) is { Values: var deposit })
        {
            var to = deposit.Get<Address>("to");
            return QuestSource.Of(to, new QuickswapDepositSnapshot(to, deposit.Get<Address>("sender"), Number(deposit, "shares"), Number(deposit, "amount0"), Number(deposit, "amount1")));
        }

        if (log.Address != QuickswapContracts.PositionManager || QuestEvents.Read(IncreaseLiquidity, receipt, log) is not { Values: var increase }) return null;
        var pool = increase.Get<Address>("pool");
        return pool != QuickswapContracts.EthUsdcPool ? null : QuestSource.Of(receipt.From, new QuickswapIncreaseSnapshot(
            Number(increase, "tokenId"), Number(increase, "liquidity"), Number(increase, "actualLiquidity"), Number(increase, "amount0"), Number(increase, "amount1"), pool));
    }

    private static BigInteger Number(AbiValues values, string name) => values.Get<BigInteger>(name);
}
