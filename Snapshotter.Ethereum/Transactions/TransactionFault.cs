namespace Snapshotter.Ethereum.Transactions;

/// <summary>Why a transaction cannot be read, or a chain does not accept it.</summary>
public enum TransactionFault
{
    /// <summary>The bytes are no canonical RLP, or have too few or too many elements.</summary>
    Encoding,

    /// <summary>An element is of the wrong kind, too long, too short or zero-padded: see <see cref="TransactionException.Field"/>.</summary>
    Field,

    /// <summary>A kind that is unknown, or that the fork does not know yet.</summary>
    Type,

    /// <summary>A v, r or s that no signature has, or whose s the fork refuses as malleable (EIP-2).</summary>
    Signature,

    /// <summary>Signed for another chain (EIP-155).</summary>
    ChainId,

    /// <summary>No key can have made the signature.</summary>
    Sender,

    /// <summary>The gas limit does not cover what the transaction costs before it runs.</summary>
    IntrinsicGas,

    /// <summary>The last possible nonce, which no account may use (EIP-2681).</summary>
    NonceTooLarge,

    /// <summary>A gas limit above 64 bits.</summary>
    GasLimitTooLarge,

    /// <summary>Gas limit times price is above 256 bits.</summary>
    GasCostTooLarge,

    /// <summary>The tip is above the most that may be paid in all (EIP-1559).</summary>
    TipAboveMaxFee,

    /// <summary>Contract creation code of more than 49,152 bytes (EIP-3860).</summary>
    InitCodeTooLarge,

    /// <summary>No recipient where the kind needs one, or no blobs or authorizations where it needs some.</summary>
    Shape,
}
