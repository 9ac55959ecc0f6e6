using System.Numerics;
using Microsoft.Extensions.Logging;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Transactions.Sending;

/// <summary>What is logged of transactions.</summary>
internal static partial class SendingLog
{
    [LoggerMessage(911, LogLevel.Information, "Transaction {Nonce} of {Account} was not mined in time; it is sent anew at {Fee} instead of {Before} wei per gas")]
    public static partial void Replaced(ILogger logger, ulong nonce, Address account, BigInteger before, BigInteger fee);

    [LoggerMessage(912, LogLevel.Warning, "Transaction {Nonce} of {Account} waits: a higher fee than Transactions:MaxFeeGwei ({MaxFeeGwei}) would be needed")]
    public static partial void AtTheLimit(ILogger logger, ulong nonce, Address account, double maxFeeGwei);

    [LoggerMessage(913, LogLevel.Warning, "The receipts of {Count} transactions cannot be read ({Failures} failures in a row); they are asked for again: {Reason}")]
    public static partial void ReceiptsUnreadable(ILogger logger, int count, int failures, string reason);

    [LoggerMessage(914, LogLevel.Information, "Nonce {Nonce} of {Account}, which an abandoned transaction left, is filled by a transfer of nothing, because later ones wait for it")]
    public static partial void Filled(ILogger logger, ulong nonce, Address account);
}
