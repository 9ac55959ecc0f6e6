using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Signing;

namespace Snapshotter.Tests.Support.Contracts;

/// <summary>A snapshotter that signs requests; the same number is the same account in every run.</summary>
internal sealed class Signer(int number)
{
    private static readonly TypedDataField[] Fields = [new("deadline", "uint256"), new("snapshotCid", "string"), new("epochId", "uint256"), new("projectId", "string")];
    private static readonly TypedDataTypes Plain = new("Request", Fields);
    private static readonly TypedDataTypes WithSlot = new("Request", [new("slotId", "uint256"), .. Fields]);

    public Address Address
    {
        get
        {
            using var key = OpenKey();
            return key.Address;
        }
    }

    public byte[] Sign(Address contract, long deadline, string cid, long epochId, string project, long? slotId = null, long chainId = 1)
    {
        using var key = OpenKey();
        return key.Sign(Digest(contract, deadline, cid, epochId, project, slotId, chainId)).ToBytes();
    }

    /// <summary>The digest of a request, with or without a slot.</summary>
    public static Hash32 Digest(Address contract, long deadline, string cid, long epochId, string project, long? slotId, long chainId = 1)
    {
        var domain = new TypedDataDomain { Name = "PowerloomProtocolContract", Version = "0.1", ChainId = chainId, VerifyingContract = contract };
        var message = new Dictionary<string, object?> { ["deadline"] = deadline, ["snapshotCid"] = cid, ["epochId"] = epochId, ["projectId"] = project };
        if (slotId is { } slot) message["slotId"] = slot;
        return new TypedData(domain.Separator(), slotId is null ? Plain : WithSlot, "Request", message).Digest();
    }

    private PrivateKey OpenKey() => new([.. new byte[28], 0x5a, 0x5a, 0x5a, (byte)number]);
}
