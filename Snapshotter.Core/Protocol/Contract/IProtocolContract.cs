using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract;

/// <summary>The words of one generation of the protocol-state contract: its events and its views.</summary>
public interface IProtocolContract
{
    /// <summary>The contract that emits, answers, and is named in what is signed.</summary>
    Address Address { get; }

    /// <summary>The topics of the events that the node follows, position by position.</summary>
    IReadOnlyList<IReadOnlyList<Hash32>?> Topics { get; }

    /// <summary>What a log with these topics tells; null when it tells nothing that the node follows.</summary>
    /// <exception cref="Ethereum.Abi.AbiException">The log is malformed.</exception>
    IReadOnlyList<ProtocolEvent> Read(LogEntry log);

    /// <summary>The latest released epoch; id 0 before the first.</summary>
    ViewCall<Epoch> CurrentEpoch();

    /// <summary>What is recorded of an epoch; all zero when it was not released.</summary>
    ViewCall<EpochInfo> EpochInfo(long epochId);

    /// <summary>The number of blocks in an epoch.</summary>
    ViewCall<long> EpochSize();

    /// <summary>For how many anchor blocks after its release submissions for an epoch count.</summary>
    ViewCall<long> SubmissionWindow();

    /// <summary>The ids of all projects that are allowed; null where the contract has no such list.</summary>
    ViewCall<IReadOnlyList<string>>? Projects();

    /// <summary>The first epoch that was finalized for a project, or 0.</summary>
    ViewCall<long> FirstEpoch(string projectId);

    /// <summary>The latest epoch that was finalized for a project, or 0.</summary>
    ViewCall<long> LastFinalized(string projectId);

    /// <summary>Whether a project is decided in an epoch.</summary>
    ViewCall<bool> IsFinalized(string projectId, long epochId);

    /// <summary>The CID that leads or was decided on; null when there is none.</summary>
    ViewCall<Cid?> LeadingCid(string projectId, long epochId);

    /// <summary>Whether an account may submit.</summary>
    ViewCall<bool> IsSnapshotter(Address account);
}
