using System.Numerics;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Network.Contracts;

/// <summary>Reads epochs from what contracts of either generation answer and tell: both use the same names.</summary>
internal static class EpochReading
{
    /// <summary>The answer of <c>currentEpoch</c>; null before the first epoch.</summary>
    public static Epoch? OfAnswer(AbiValues answer) => answer.Get<BigInteger>("epochId").IsZero ? null : Of(answer);

    /// <summary>The epoch that a transaction released.</summary>
    public static Epoch OfReceipt(AbiEvent released, TransactionReceipt receipt)
    {
        var log = Array.Find(receipt.Logs, log => released.Matches(log.Topics))
            ?? throw new InvalidOperationException($"Transaction {receipt.TransactionHash} released no epoch: is there another contract at the address?");
        return Of(released.Decode(log.Topics, log.Data));
    }

    private static Epoch Of(AbiValues values) => new((long)values.Get<BigInteger>("epochId"), (long)values.Get<BigInteger>("begin"), (long)values.Get<BigInteger>("end"));
}
