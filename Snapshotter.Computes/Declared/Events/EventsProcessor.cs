using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.Declared.Events;

/// <summary>Builds <see cref="EventsSnapshot"/>s. Logs that share the event's first topic and have another number of topics are another event's and are passed over.</summary>
internal sealed class EventsProcessor(EventsDeclaration declaration) : ISnapshotProcessor
{
    private readonly Hash32[] _signature = [declaration.Event.Topic];

    /// <inheritdoc/>
    public DataSourceShape SourceShape => declaration.Contract.IsSource ? DataSourceShape.Address : DataSourceShape.None;

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken)
    {
        var contract = declaration.Contract.Of(source);
        var (header, logs) = await Reads.BothAsync(
            chain.BlockAsync(chain.Epoch.End, cancellationToken),
            chain.LogsAsync(contract, _signature, cancellationToken));
        try
        {
            DecodedLog[] decoded = [.. logs.Where(log => declaration.Event.Matches(log.Topics)).Select(log => new DecodedLog(log, declaration.Event.Decode(log.Topics, log.Data)))];
            return new EventsSnapshot(declaration, source?.Value, chain.Epoch, header.Timestamp, decoded);
        }
        catch (AbiException exception)
        {
            throw new SnapshotException($"{chain.Epoch}: a log of {contract} cannot be read: {exception.Message}", exception);
        }
    }
}
