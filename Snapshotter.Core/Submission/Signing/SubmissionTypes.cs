using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Signing;

namespace Snapshotter.Core.Submission.Signing;

/// <summary>The digests of submissions (EIP-712).</summary>
public static class SubmissionTypes
{
    private const string DomainName = "PowerloomProtocolContract";
    private const string DomainVersion = "0.1";

    private static readonly TypedDataField[] Fields = [new("deadline", "uint256"), new("snapshotCid", "string"), new("epochId", "uint256"), new("projectId", "string")];
    private static readonly TypedDataField Slot = new("slotId", "uint256");
    private static readonly TypedDataTypes V1 = new("Request", Fields);
    private static readonly TypedDataTypes V1Slot = new("Request", [Slot, .. Fields]);
    private static readonly TypedDataTypes V2 = new("EIPRequest", [Slot, .. Fields]);

    /// <summary>Where the signature counts: on the anchor chain, at the protocol-state contract.</summary>
    public static Hash32 DomainSeparator(long chainId, Address contract) =>
        new TypedDataDomain { Name = DomainName, Version = DomainVersion, ChainId = chainId, VerifyingContract = contract }.Separator();

    /// <summary>What is signed.</summary>
    /// <param name="form">The generation.</param>
    /// <param name="domainSeparator">See <see cref="DomainSeparator"/>.</param>
    /// <param name="request">The submission; the slot counts only where the form has one.</param>
    public static Hash32 Digest(SubmissionForm form, Hash32 domainSeparator, SubmissionRequest request)
    {
        var message = new Dictionary<string, object?>
        {
            ["deadline"] = request.Deadline,
            ["snapshotCid"] = request.Cid,
            ["epochId"] = request.EpochId,
            ["projectId"] = request.ProjectId,
        };
        if (form != SubmissionForm.V1) message["slotId"] = request.SlotId;
        var (types, name) = form switch
        {
            SubmissionForm.V1 => (V1, "Request"),
            SubmissionForm.V1Slot => (V1Slot, "Request"),
            _ => (V2, "EIPRequest"),
        };
        return new TypedData(domainSeparator, types, name, message).Digest();
    }
}
