using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Computes.Quests;

/// <summary>Finds the events that quests look for among the logs of transactions (spec 11).</summary>
internal static class QuestEvents
{
    /// <summary>
    /// The events of one kind that these transactions emitted, in the order of the chain. A log that has the event's first topic and is
    /// no encoding of it is passed over, as upstream does; topics beyond the event's own are not looked at.
    /// </summary>
    public static IEnumerable<QuestEvent> Of(AbiEvent kind, IEnumerable<TransactionReceipt> receipts) =>
        receipts.SelectMany(receipt => receipt.Logs, (receipt, log) => Read(kind, receipt, log)).OfType<QuestEvent>();

    /// <summary>The event in a log, or null when the log is of another kind or cannot be read.</summary>
    public static QuestEvent? Read(AbiEvent kind, TransactionReceipt receipt, LogEntry log)
    {
        if (log.Topics.Length < kind.TopicCount || log.Topics[0] != kind.Topic) return null;
        try
        {
            return new QuestEvent(receipt, log, kind.Decode(log.Topics[..kind.TopicCount], log.Data));
        }
        catch (AbiException)
        {
            return null;
        }
    }
}
