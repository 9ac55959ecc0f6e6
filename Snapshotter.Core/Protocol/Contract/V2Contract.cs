using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract;

/// <summary>The contract of the second generation, seen from one data market (spec protocol 5). Events of other markets, which anybody can cause, are not looked at.</summary>
public sealed class V2Contract : IProtocolContract
{
    private static readonly AbiEvent Released = AbiEvent.Parse("EpochReleased(address indexed dataMarket, uint256 indexed epochId, uint256 begin, uint256 end, uint256 timestamp)");
    private static readonly AbiEvent Batch = AbiEvent.Parse("SnapshotBatchSubmitted(address indexed dataMarket, string batchCid, uint256 indexed epochId, uint256 timestamp)");
    private static readonly AbiEvent Finalized = AbiEvent.Parse("SnapshotFinalized(address indexed dataMarket, uint256 indexed epochId, uint256 epochEnd, string projectId, string snapshotCid, uint256 timestamp)");
    private static readonly AbiEvent ProjectsUpdated = AbiEvent.Parse("ProjectsUpdated(address indexed dataMarket, string[] projects, bool[] status, uint256 enableEpochId)");

    private static readonly AbiFunction CurrentEpochView = AbiFunction.Parse("currentEpoch(address dataMarket) view returns (uint256 begin, uint256 end, uint256 epochId)");
    private static readonly AbiFunction EpochInfoView = AbiFunction.Parse("epochInfo(address dataMarket, uint256 epochId) view returns (uint256 timestamp, uint256 blocknumber, uint256 epochEnd)");
    private static readonly AbiFunction EpochSizeView = AbiFunction.Parse("EPOCH_SIZE(address dataMarket) view returns (uint8)");
    private static readonly AbiFunction WindowView = AbiFunction.Parse("snapshotSubmissionWindow(address dataMarket) view returns (uint256)");
    private static readonly AbiFunction FirstEpochView = AbiFunction.Parse("projectFirstEpochId(address dataMarket, string projectId) view returns (uint256)");
    private static readonly AbiFunction LastFinalizedView = AbiFunction.Parse("lastFinalizedSnapshot(address dataMarket, string projectId) view returns (uint256)");
    private static readonly AbiFunction StatusView = AbiFunction.Parse("snapshotStatus(address dataMarket, string projectId, uint256 epochId) view returns (uint8 status, string snapshotCid, uint256 timestamp)");
    private static readonly AbiFunction SnapshotterView = AbiFunction.Parse("allSnapshotters(address account) view returns (bool)");

    private readonly Address _dataMarket;
    private readonly bool _takesPending;

    /// <summary>The contract and the market.</summary>
    /// <param name="address">The contract.</param>
    /// <param name="dataMarket">The market.</param>
    /// <param name="takesPending">Whether what the sequencer submitted counts before validators attested it, as upstream nodes take it.</param>
    public V2Contract(Address address, Address dataMarket, bool takesPending)
    {
        Address = address;
        _dataMarket = dataMarket;
        _takesPending = takesPending;
        Hash32[] events = takesPending ? [Released.Topic, Batch.Topic, Finalized.Topic, ProjectsUpdated.Topic] : [Released.Topic, Finalized.Topic, ProjectsUpdated.Topic];
        Topics = [events, [Released.EncodeTopic("dataMarket", dataMarket)]];
    }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Hash32>?> Topics { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ProtocolEvent> Read(LogEntry log)
    {
        if (log.Address != Address || log.Topics.Length < 2 || log.Topics[1] != Topics[1]![0]) return [];
        if (Released.Matches(log.Topics))
        {
            var values = Released.Decode(log.Topics, log.Data);
            var epoch = new Epoch(values.Number("epochId"), values.Number("begin"), values.Number("end"));
            return [new ProtocolEvent.EpochReleased(epoch, values.Number("timestamp"), log.BlockNumber)];
        }

        if (Batch.Matches(log.Topics)) return _takesPending ? [new ProtocolEvent.BatchSubmitted(Batch.Decode(log.Topics, log.Data).Number("epochId"), log.TransactionHash)] : [];
        if (ProjectsUpdated.Matches(log.Topics))
        {
            var values = ProjectsUpdated.Decode(log.Topics, log.Data);
            var enableEpochId = values.Number("enableEpochId");
            return [.. Strings(values, "projects").Zip(values.Get<IReadOnlyList<object?>>("status"), (project, allowed) =>
                new ProtocolEvent.ProjectUpdated(project, allowed is true, enableEpochId))];
        }

        return Finalized.Matches(log.Topics) ? FinalizedEvents.Read(Finalized, log) : [];
    }

    /// <inheritdoc/>
    public ViewCall<Epoch> CurrentEpoch() =>
        ViewCall<Epoch>.Of(CurrentEpochView, static values => new Epoch(values.Number("epochId"), values.Number("begin"), values.Number("end")), _dataMarket);

    /// <inheritdoc/>
    public ViewCall<EpochInfo> EpochInfo(long epochId) =>
        ViewCall<EpochInfo>.Of(EpochInfoView, static values => new EpochInfo(values.Number(0), values.Number(1), values.Number(2)), _dataMarket, epochId);

    /// <inheritdoc/>
    public ViewCall<long> EpochSize() => ViewCall<long>.Of(EpochSizeView, static values => values.Number(0), _dataMarket);

    /// <inheritdoc/>
    public ViewCall<long> SubmissionWindow() => ViewCall<long>.Of(WindowView, static values => values.Number(0), _dataMarket);

    /// <inheritdoc/>
    public ViewCall<IReadOnlyList<string>>? Projects() => null;

    /// <inheritdoc/>
    public ViewCall<long> FirstEpoch(string projectId) => ViewCall<long>.Of(FirstEpochView, static values => values.Number(0), _dataMarket, projectId);

    /// <inheritdoc/>
    public ViewCall<long> LastFinalized(string projectId) => ViewCall<long>.Of(LastFinalizedView, static values => values.Number(0), _dataMarket, projectId);

    /// <inheritdoc/>
    public ViewCall<bool> IsFinalized(string projectId, long epochId) => ViewCall<bool>.Of(StatusView, IsDecided, _dataMarket, projectId, epochId);

    /// <inheritdoc/>
    public ViewCall<Cid?> LeadingCid(string projectId, long epochId) =>
        ViewCall<Cid?>.Of(StatusView, static values => EventValues.CidOrNull(values.Get<string>(1)), _dataMarket, projectId, epochId);

    /// <inheritdoc/>
    public ViewCall<bool> IsSnapshotter(Address account) => ViewCall<bool>.Of(SnapshotterView, static values => values.Get<bool>(0), account);

    // 0 is pending and 1 final; without a timestamp there is nothing (spec protocol 5.2).
    private bool IsDecided(AbiValues values) => values.Number(2) != 0 && (_takesPending || values.Number(0) == 1);

    private static IEnumerable<string> Strings(AbiValues values, string name) => values.Get<IReadOnlyList<object?>>(name).Cast<string>();
}
