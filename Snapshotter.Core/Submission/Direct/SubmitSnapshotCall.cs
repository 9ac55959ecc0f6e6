using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Submission.Direct;

/// <summary>The call by which a submission gets into a contract that counts submissions itself (spec node 5.6, 12.1).</summary>
public static class SubmitSnapshotCall
{
    private static readonly AbiFunction WithoutSlot = AbiFunction.Parse(
        "submitSnapshot(string snapshotCid, uint256 epochId, string projectId, (uint256 deadline, string snapshotCid, uint256 epochId, string projectId) request, bytes signature)");

    private static readonly AbiFunction WithSlot = AbiFunction.Parse(
        "submitSnapshot(uint256 slotId, string snapshotCid, uint256 epochId, string projectId, (uint256 slotId, uint256 deadline, string snapshotCid, uint256 epochId, string projectId) request, bytes signature)");

    private static readonly AbiEvent Delayed = AbiEvent.Parse("DelayedSnapshotSubmitted(address snapshotterAddr, string snapshotCid, uint256 indexed epochId, string projectId, uint256 timestamp)");

    /// <summary>The call data of a signed submission.</summary>
    /// <exception cref="ArgumentException">Submissions of the form go to a sequencer, not into the contract.</exception>
    public static byte[] Encode(SubmissionForm form, SubmissionRequest request, byte[] signature) => form switch
    {
        SubmissionForm.V1 => WithoutSlot.EncodeCall(
            [request.Cid, request.EpochId, request.ProjectId, new object?[] { request.Deadline, request.Cid, request.EpochId, request.ProjectId }, signature]),
        SubmissionForm.V1Slot => WithSlot.EncodeCall(
            [request.SlotId, request.Cid, request.EpochId, request.ProjectId, new object?[] { request.SlotId, request.Deadline, request.Cid, request.EpochId, request.ProjectId }, signature]),
        _ => throw new ArgumentException($"Submissions of the form {form} cannot be sent as transactions: choose another Protocol:Submitter.", nameof(form)),
    };

    /// <summary>What call data without a slot submits.</summary>
    /// <exception cref="AbiException">It is another call.</exception>
    public static (long EpochId, string ProjectId, string Cid) Decode(ReadOnlySpan<byte> data)
    {
        var call = WithoutSlot.DecodeCall(data);
        return (call.Number("epochId"), call.Get<string>("projectId"), call.Get<string>("snapshotCid"));
    }

    /// <summary>Whether the contract took a submission but does not count it, because it came too late.</summary>
    public static bool IsDelayed(TransactionReceipt receipt, Address contract) =>
        Array.Exists(receipt.Logs, log => log.Address == contract && Delayed.Matches(log.Topics));

    /// <summary>The submission data for the outbox.</summary>
    internal static byte[] Encode(SubmissionSigner signer, OutboxEntry entry) => Encode(signer.Form, signer.ToRequest(entry, entry.Deadline), entry.Signature);
}
