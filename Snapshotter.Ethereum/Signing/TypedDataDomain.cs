using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Signing;

/// <summary>Where a signature is meant to count (EIP-712, definition of domainSeparator). What is null is no part of the domain.</summary>
public sealed record TypedDataDomain
{
    internal const string TypeName = "EIP712Domain";

    internal static readonly IReadOnlyList<TypedDataField> AllFields =
    [
        new("name", "string"), new("version", "string"), new("chainId", "uint256"), new("verifyingContract", "address"), new("salt", "bytes32"),
    ];

    /// <summary>The name a signer knows the application or protocol by.</summary>
    public string? Name { get; init; }

    /// <summary>The major version; signatures of different versions are incompatible.</summary>
    public string? Version { get; init; }

    /// <summary>The chain on which the signature counts (EIP-155).</summary>
    public BigInteger? ChainId { get; init; }

    /// <summary>The contract that will check the signature.</summary>
    public Address? VerifyingContract { get; init; }

    /// <summary>A last resort to tell domains apart.</summary>
    public Hash32? Salt { get; init; }

    /// <summary>The hash of this domain, which goes into every digest. It costs two hashes: keep it.</summary>
    /// <exception cref="TypedDataException">The chain id does not fit 256 bits.</exception>
    public Hash32 Separator()
    {
        var values = new Dictionary<string, object?>
        {
            ["name"] = Name,
            ["version"] = Version,
            ["chainId"] = ChainId,
            ["verifyingContract"] = VerifyingContract,
            ["salt"] = Salt,
        };
        return Separator(values.Where(entry => entry.Value is not null).ToDictionary());
    }

    /// <summary>The hash of the domain with these values, of which each must be one of the five that the EIP knows.</summary>
    internal static Hash32 Separator(IReadOnlyDictionary<string, object?> values) =>
        new TypedDataTypes(TypeName, [.. AllFields.Where(field => values.ContainsKey(field.Name))]).HashStruct(TypeName, values);
}
