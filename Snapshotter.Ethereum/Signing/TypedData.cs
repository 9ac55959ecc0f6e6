using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Signing;

/// <summary>A message with its types and its domain, ready to be signed (EIP-712).</summary>
/// <param name="DomainSeparator">The hash of where the signature counts: <see cref="TypedDataDomain.Separator()"/>.</param>
/// <param name="Types">The struct types of the message.</param>
/// <param name="PrimaryType">The struct that the message is.</param>
/// <param name="Message">A value for every member; <see cref="TypedDataTypes"/> says in which forms.</param>
public sealed record TypedData(
    Hash32 DomainSeparator,
    TypedDataTypes Types,
    string PrimaryType,
    IReadOnlyDictionary<string, object?> Message)
{
    /// <summary>Reads the JSON of <c>eth_signTypedData</c>: <c>{types, primaryType, domain, message}</c>.</summary>
    /// <param name="json">The text. Without a type <c>EIP712Domain</c>, the domain's members decide its type.</param>
    /// <exception cref="TypedDataException">It is no such JSON, a type is bad, or the domain does not fit.</exception>
    public static TypedData Parse(string json) => TypedDataJson.Parse(json);

    /// <summary>What is signed: Keccak-256 of 0x1901, the domain separator and the message's hash.</summary>
    /// <exception cref="TypedDataException">The primary type is not defined, or a value is missing, superfluous or unfit.</exception>
    public Hash32 Digest()
    {
        var message = Types.HashStruct(PrimaryType, Message);
        return Keccak256.Hash([0x19, 0x01, .. DomainSeparator.Bytes, .. message.Bytes]);
    }
}
