namespace Snapshotter.Ethereum.Abi;

/// <summary>The kinds of types in the contract ABI specification, section "Types", each with the .NET type of its values.</summary>
public enum AbiKind
{
    /// <summary><c>uint8</c> to <c>uint256</c>: a <see cref="System.Numerics.BigInteger"/>.</summary>
    UInt,

    /// <summary><c>int8</c> to <c>int256</c>: a <see cref="System.Numerics.BigInteger"/>.</summary>
    Int,

    /// <summary><c>ufixed&lt;M&gt;x&lt;N&gt;</c>: a <see cref="System.Numerics.BigInteger"/>, the number times 10^N.</summary>
    UFixed,

    /// <summary><c>fixed&lt;M&gt;x&lt;N&gt;</c>: a <see cref="System.Numerics.BigInteger"/>, the number times 10^N.</summary>
    Fixed,

    /// <summary><c>bool</c>: a <see cref="bool"/>.</summary>
    Bool,

    /// <summary><c>address</c>: an <see cref="Primitives.Address"/>.</summary>
    Address,

    /// <summary><c>bytes1</c> to <c>bytes32</c>: a byte array of that length.</summary>
    FixedBytes,

    /// <summary><c>function</c>, an address and a selector: a byte array of 24.</summary>
    Function,

    /// <summary><c>bytes</c>: a byte array.</summary>
    Bytes,

    /// <summary><c>string</c>: a <see cref="string"/>.</summary>
    String,

    /// <summary><c>T[k]</c> and <c>T[]</c>: an array of objects.</summary>
    Array,

    /// <summary><c>(T1,...,Tn)</c>: an array of objects.</summary>
    Tuple,
}
