using Microsoft.Extensions.Logging;

namespace Snapshotter.Ethereum.JsonRpc.Subscriptions;

/// <summary>What is logged of a subscription.</summary>
internal static partial class SubscriptionLog
{
    [LoggerMessage(921, LogLevel.Warning, "The subscription to the chain is broken ({Failures} failures in a row: {Reason}); it is looked at by polling until it is back")]
    public static partial void Broken(ILogger logger, int failures, string reason);

    [LoggerMessage(922, LogLevel.Information, "The subscription to the chain is live")]
    public static partial void Live(ILogger logger);
}
