using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Core.Protocol.Contract.Events;

/// <summary>What the finality events of all generations have in common.</summary>
internal static class FinalizedEvents
{
    /// <summary>The event; nothing when the text it carries is no CID, which any submitter may have caused.</summary>
    public static IReadOnlyList<ProtocolEvent> Read(AbiEvent definition, LogEntry log)
    {
        var values = definition.Decode(log.Topics, log.Data);
        return EventValues.CidOrNull(values.Get<string>("snapshotCid")) is { } cid
            ? [new ProtocolEvent.SnapshotFinalized(values.Number("epochId"), values.Get<string>("projectId"), cid)]
            : [];
    }
}
