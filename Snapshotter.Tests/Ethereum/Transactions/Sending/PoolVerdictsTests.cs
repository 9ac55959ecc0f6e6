using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Transactions.Sending;

namespace Snapshotter.Tests.Ethereum.Transactions.Sending;

public class PoolVerdictsTests
{
    // The words of geth, anvil, Nethermind, Erigon, Besu and Arbitrum.
    [Theory]
    [InlineData(RpcErrorKind.Refused, "already known", "Taken")]
    [InlineData(RpcErrorKind.Refused, "transaction already imported", "Taken")]
    [InlineData(RpcErrorKind.Internal, "AlreadyKnown", "Taken")]
    [InlineData(RpcErrorKind.Refused, "nonce too low: next nonce 5, tx nonce 4", "NonceUsed")]
    [InlineData(RpcErrorKind.Refused, "OldNonce", "NonceUsed")]
    [InlineData(RpcErrorKind.Refused, "replacement transaction underpriced", "Underpriced")]
    [InlineData(RpcErrorKind.Refused, "max fee per gas less than block base fee", "Underpriced")]
    [InlineData(RpcErrorKind.Refused, "FeeTooLow, MaxFeePerGas too low", "Underpriced")]
    [InlineData(RpcErrorKind.Refused, "txpool is full", "Unknown")]
    [InlineData(RpcErrorKind.Unreachable, "ConnectionError.", "Unknown")]
    [InlineData(RpcErrorKind.Timeout, "no answer within 20 s.", "Unknown")]
    [InlineData(RpcErrorKind.Refused, "insufficient funds for gas * price + value", "Refused")]
    [InlineData(RpcErrorKind.InvalidRequest, "rlp: expected list", "Refused")]
    public void The_words_of_a_pool_are_understood(RpcErrorKind kind, string reason, string verdict) =>
        PoolVerdicts.Of(new RpcError(kind, "e", "eth_sendRawTransaction", 1, reason, null, default)).ToString().Should().Be(verdict);

    [Fact]
    public void A_hash_that_came_back_means_taken() => PoolVerdicts.Of(null).Should().Be(PoolVerdict.Taken);
}
