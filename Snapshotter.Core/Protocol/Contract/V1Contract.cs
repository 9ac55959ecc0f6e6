using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract;

/// <summary>The contract of the first generation (spec node 3, 12.1), with the event of its later variant that counts submissions (profile B).</summary>
public sealed class V1Contract(Address address) : IProtocolContract
{
    private static readonly AbiEvent Released = AbiEvent.Parse("EpochReleased(uint256 indexed epochId, uint256 begin, uint256 end, uint256 timestamp)");
    private static readonly AbiEvent Finalized = AbiEvent.Parse("SnapshotFinalized(uint256 indexed epochId, uint256 epochEnd, string projectId, string snapshotCid, uint256 timestamp)");
    private static readonly AbiEvent FinalizedCounted = AbiEvent.Parse(
        "SnapshotFinalized(uint256 indexed epochId, uint256 epochEnd, string projectId, string snapshotCid, uint256 finalizedSnapshotCount, uint256 totalReceivedCount, uint256 timestamp)");

    private static readonly AbiEvent ProjectsUpdated = AbiEvent.Parse("ProjectsUpdated(string projectId, bool allowed, uint256 enableEpochId)");
    private static readonly AbiEvent Snapshotters = AbiEvent.Parse("allSnapshottersUpdated(address snapshotterAddress, bool allowed)");

    private static readonly AbiFunction CurrentEpochView = AbiFunction.Parse("currentEpoch() view returns (uint256 begin, uint256 end, uint256 epochId)");
    private static readonly AbiFunction EpochInfoView = AbiFunction.Parse("epochInfo(uint256 epochId) view returns (uint256 timestamp, uint256 blocknumber, uint256 epochEnd)");
    private static readonly AbiFunction EpochSizeView = AbiFunction.Parse("EPOCH_SIZE() view returns (uint8)");
    private static readonly AbiFunction WindowView = AbiFunction.Parse("snapshotSubmissionWindow() view returns (uint256)");
    private static readonly AbiFunction FirstEpochView = AbiFunction.Parse("projectFirstEpochId(string projectId) view returns (uint256)");
    private static readonly AbiFunction LastFinalizedView = AbiFunction.Parse("lastFinalizedSnapshot(string projectId) view returns (uint256)");
    private static readonly AbiFunction StatusView = AbiFunction.Parse("snapshotStatus(string projectId, uint256 epochId) view returns (bool finalized, uint256 timestamp)");
    private static readonly AbiFunction LeadingCidView = AbiFunction.Parse("maxSnapshotsCid(string projectId, uint256 epochId) view returns (string)");
    private static readonly AbiFunction ProjectsView = AbiFunction.Parse("getProjects() view returns (string[])");
    private static readonly AbiFunction SnapshotterView = AbiFunction.Parse("allSnapshotters(address account) view returns (bool)");
    private static readonly AbiFunction ReceivedView = AbiFunction.Parse("snapshotsReceived(string projectId, uint256 epochId, address account) view returns (bool)");

    /// <inheritdoc/>
    public Address Address { get; } = address;

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<Hash32>?> Topics { get; } = [[Released.Topic, Finalized.Topic, FinalizedCounted.Topic, ProjectsUpdated.Topic, Snapshotters.Topic]];

    /// <summary>Whether an account's submission for a project was received in an epoch, counted or not.</summary>
    public static ViewCall<bool> WasReceived(string projectId, long epochId, Address account) =>
        ViewCall<bool>.Of(ReceivedView, static values => values.Get<bool>(0), projectId, epochId, account);

    /// <inheritdoc/>
    public IReadOnlyList<ProtocolEvent> Read(LogEntry log)
    {
        if (log.Address != Address) return [];
        if (Released.Matches(log.Topics))
        {
            var values = Released.Decode(log.Topics, log.Data);
            var epoch = new Epoch(values.Number("epochId"), values.Number("begin"), values.Number("end"));
            return [new ProtocolEvent.EpochReleased(epoch, values.Number("timestamp"), log.BlockNumber)];
        }

        if (ProjectsUpdated.Matches(log.Topics))
        {
            var values = ProjectsUpdated.Decode(log.Topics, log.Data);
            return [new ProtocolEvent.ProjectUpdated(values.Get<string>("projectId"), values.Get<bool>("allowed"), values.Number("enableEpochId"))];
        }

        if (Snapshotters.Matches(log.Topics))
        {
            var values = Snapshotters.Decode(log.Topics, log.Data);
            return [new ProtocolEvent.SnapshotterUpdated(values.Get<Address>("snapshotterAddress"), values.Get<bool>("allowed"))];
        }

        var finalized = Finalized.Matches(log.Topics) ? Finalized : FinalizedCounted.Matches(log.Topics) ? FinalizedCounted : null;
        return finalized is null ? [] : FinalizedEvents.Read(finalized, log);
    }

    /// <inheritdoc/>
    public ViewCall<Epoch> CurrentEpoch() => ViewCall<Epoch>.Of(CurrentEpochView, static values => new Epoch(values.Number("epochId"), values.Number("begin"), values.Number("end")));

    /// <inheritdoc/>
    public ViewCall<EpochInfo> EpochInfo(long epochId) =>
        ViewCall<EpochInfo>.Of(EpochInfoView, static values => new EpochInfo(values.Number(0), values.Number(1), values.Number(2)), epochId);

    /// <inheritdoc/>
    public ViewCall<long> EpochSize() => ViewCall<long>.Of(EpochSizeView, static values => values.Number(0));

    /// <inheritdoc/>
    public ViewCall<long> SubmissionWindow() => ViewCall<long>.Of(WindowView, static values => values.Number(0));

    /// <inheritdoc/>
    public ViewCall<IReadOnlyList<string>> Projects() =>
        ViewCall<IReadOnlyList<string>>.Of(ProjectsView, static values => [.. values.Get<IReadOnlyList<object?>>(0).Cast<string>()]);

    /// <inheritdoc/>
    public ViewCall<long> FirstEpoch(string projectId) => ViewCall<long>.Of(FirstEpochView, static values => values.Number(0), projectId);

    /// <inheritdoc/>
    public ViewCall<long> LastFinalized(string projectId) => ViewCall<long>.Of(LastFinalizedView, static values => values.Number(0), projectId);

    /// <inheritdoc/>
    public ViewCall<bool> IsFinalized(string projectId, long epochId) => ViewCall<bool>.Of(StatusView, static values => values.Get<bool>(0), projectId, epochId);

    /// <inheritdoc/>
    public ViewCall<Cid?> LeadingCid(string projectId, long epochId) =>
        ViewCall<Cid?>.Of(LeadingCidView, static values => EventValues.CidOrNull(values.Get<string>(0)), projectId, epochId);

    /// <inheritdoc/>
    public ViewCall<bool> IsSnapshotter(Address account) => ViewCall<bool>.Of(SnapshotterView, static values => values.Get<bool>(0), account);
}
