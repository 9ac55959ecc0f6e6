using System.Numerics;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Quests;

/// <summary>Every movement of a token in a transaction to Quickswap's routers (upstream zkevm:quickswap_usdc_swap and zkevm:quickswap_dai_swap).</summary>
internal sealed class QuickswapSwapProcessor(Address token, int decimals) : IBulkProcessor
{
    public const int UsdcDecimals = 6;
    public const int DaiDecimals = 18;

    private static readonly AbiEvent Transfer = AbiEvent.Parse("Transfer(address indexed from, address indexed to, uint256 value)");

    public static Address Usdc { get; } = Address.Parse("0xa8ce8aee21bc2a48a5ef670afcc9274c7bbbc035");

    public static Address Dai { get; } = Address.Parse("0xc5015b9d9161dca7e18e32f6f25c4ad850731fd4");

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<BulkSnapshot>> BuildAsync(ISourceChain chain, CancellationToken cancellationToken)
    {
        var receipts = await EpochReceipts.ReadAsync(chain, cancellationToken);
        return
        [
            .. from moved in QuestEvents.Of(Transfer, receipts.Where(IsSwap))
               where moved.Log.Address == token
               let to = moved.Values.Get<Address>("to")
               let value = ExactDivision.ByPowerOfTen(moved.Values.Get<BigInteger>("value"), decimals)
               select QuestSource.Of(to, new QuickswapSwapSnapshot(to, value)),
        ];
    }

    private static bool IsSwap(TransactionReceipt receipt) => receipt.To is { } to && QuickswapContracts.SwapRouters.Contains(to);
}
